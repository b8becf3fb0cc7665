import { join, resolve } from "node:path";
import { harmlessCode, harmlessLine, jsonText } from "../document/harmless.ts";
import { many } from "../proof/words.ts";
import type { Loss } from "../spec/trackingPlan.ts";
import { tellLosses } from "./losses.ts";
import { displayPath } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface ExportOptions extends CommonOptions {
  /** A folder. */
  readonly out?: string;
  readonly format: "text" | "json";
}

export interface Exported {
  /** Texts by file name; the first is the main one. */
  readonly files: ReadonlyMap<string, string>;
  /** How many events they speak of. */
  readonly events: number;
  readonly losses: readonly Loss[];
}

/** Writes what was exported into `--out`, or the main file to the standard output, and says what is not kept. */
export async function tellExport(
  { files, events, losses }: Exported,
  { out, format, quiet }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const shown = (name: string) => (out === undefined ? name : displayPath(join(folder, name), terminal.cwd));
  const folder = resolve(terminal.cwd, out ?? ".");
  if (out !== undefined) for (const [name, text] of files) await writeWhole(join(folder, name), text);
  if (format === "json") {
    const written = [...files].map(([name, text]) => ({
      file: shown(name),
      ...(out === undefined && { text }),
    }));
    terminal.out.write(jsonText({ version: 1, files: written, events, losses }));
    return;
  }
  const [main = "", ...others] = files.keys();
  if (out === undefined) {
    const text = files.get(main) ?? "";
    terminal.out.write(terminal.out.isTerminal ? harmlessCode(text) : text);
    if (others.length > 0 && !quiet)
      terminal.err.write(`With --out FOLDER there would be more: ${harmlessLine(others.join(", "))}.\n`);
  } else if (!quiet)
    for (const name of files.keys())
      terminal.out.write(
        `Wrote ${harmlessLine(shown(name))}${name === main ? `: ${many(events, "event")}` : ""}.\n`,
      );
  if (!quiet) tellLosses(losses, terminal);
}
