import { CommanderError } from "commander";
import { harmlessText } from "../document/harmless.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { CommandError, exitCode } from "./commandError.ts";
import { createProgram } from "./program.ts";
import { type Output, paint, type Terminal } from "./terminal.ts";

export interface RunOptions {
  /** Without the program's own name. */
  readonly args: readonly string[];
  readonly version: string;
  readonly terminal: Terminal;
  readonly startLanguageServer: () => Promise<void>;
}

/** Runs one command and gives its exit code. Never rejects: whatever goes wrong is said on the standard error. */
export async function run({ args, version, terminal, startLanguageServer }: RunOptions): Promise<number> {
  let code: number = exitCode.ok;
  const program = createProgram({
    version,
    terminal,
    startLanguageServer,
    exitWith: (of) => {
      code = of;
    },
  });
  const { out, err } = terminal;
  const configure = (command: typeof program): void => {
    command.exitOverride().configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      outputError: (text, write) =>
        write(harmlessText(text).replace(/^error: /, `${paint(err, "red", "error")}: `)),
      getOutHelpWidth: () => out.columns ?? 100,
      getErrHelpWidth: () => err.columns ?? 100,
      getOutHasColors: () => out.color,
      getErrHasColors: () => err.color,
    });
    for (const child of command.commands) configure(child as typeof program);
  };
  configure(program);
  try {
    await program.parseAsync(args.length === 0 ? ["--help"] : args, { from: "user" });
    return terminal.signal.aborted ? exitCode.cancelled : code;
  } catch (error) {
    return failed(error, terminal);
  }
}

function failed(error: unknown, { err, signal }: Terminal): number {
  // Commander has already said what it has to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (signal.aborted || (error instanceof WarehouseError && error.kind === "cancelled")) {
    err.write("Cancelled.\n");
    return exitCode.cancelled;
  }
  if (error instanceof CommandError) {
    tell(err, error.message, error.hint);
    return error.code;
  }
  if (error instanceof WarehouseError) {
    tell(err, error.message, undefined);
    return exitCode.warehouse;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(err, `This is a fault of eventspec itself, please report it.\n${text}`, undefined);
  return exitCode.usage;
}

function tell(err: Output, message: string, hint: string | undefined): void {
  const text = hint ? `${message}\n${hint}\n` : `${message}\n`;
  err.write(`${paint(err, "red", "error")}: ${harmlessText(text)}`);
}
