import type { Terminal } from "./terminal.ts";

/** What commands need to run. */
export interface Wiring {
  readonly version: string;
  readonly terminal: Terminal;
  /** Runs the language server over the standard streams until the editor leaves. */
  readonly startLanguageServer: () => Promise<void>;
  /** Told the exit code of the command that was run. */
  readonly exitWith: (code: number) => void;
}
