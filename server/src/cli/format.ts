import { join } from "node:path";
import { harmlessLine, jsonText } from "../document/harmless.ts";
import { positionAt } from "../document/positions.ts";
import type { Project } from "../project/types.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { type FormatOutcome, formatText } from "../tasks/formatting/formatText.ts";
import { exitCode } from "./commandError.ts";
import { chosenConnection } from "./connections.ts";
import { filesBelow } from "./filesBelow.ts";
import { displayPath, openProject, projectsOf } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { paint, type Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface FormatOptions extends CommonOptions {
  /** Changes nothing, and fails where something would change. */
  readonly check?: boolean;
  readonly format: "text" | "json";
}

interface Formatted {
  /** As the reader of the output would write it. */
  readonly file: string;
  /** `changed`: it was laid out anew, or would be. */
  readonly status: "same" | "changed" | "kept";
  /** Why it stays as it is, and where in it. */
  readonly why?: string;
  readonly place?: { readonly line: number; readonly column: number };
}

/** `eventspec format`: lays out files of projects; 1 where one stays as it is because it can't be, or, with `check`, would change. */
export async function formatFiles(
  paths: readonly string[],
  options: FormatOptions,
  terminal: Terminal,
): Promise<number> {
  const projects =
    options.project === undefined ? await projectsOf(paths, terminal) : new Map([[options.project, paths]]);
  const all: Formatted[] = [];
  for (const [project, own] of projects)
    all.push(...(await formatProject(own, { ...options, project }, terminal)));
  tell(all, options, terminal);
  const isBad = ({ status }: Formatted) =>
    status === "kept" || (options.check === true && status === "changed");
  return all.some(isBad) ? exitCode.findings : exitCode.ok;
}

async function formatProject(
  paths: readonly string[],
  options: FormatOptions,
  terminal: Terminal,
): Promise<Formatted[]> {
  const project = await openProject(options, terminal);
  const dialect = connectionDialect(chosenConnection(project, options.connection));
  const files = (await filesBelow(paths, project, terminal)) ?? [...project.documents.keys()];
  const all: Formatted[] = [];
  for (const file of files) {
    if (terminal.signal.aborted) break;
    const path = join(project.root, file);
    const outcome = await formatText(project, file, dialect);
    const formatted = { file: displayPath(path, terminal.cwd), ...resultOf(project, file, outcome) };
    if (formatted.status === "changed" && !options.check && outcome.kind === "formatted")
      await writeWhole(path, outcome.text);
    all.push(formatted);
  }
  return all;
}

function resultOf(project: Project, file: string, outcome: FormatOutcome): Omit<Formatted, "file"> {
  const document = project.documents.get(file);
  if (outcome.kind === "formatted") return { status: outcome.text === document?.text ? "same" : "changed" };
  if (outcome.kind === "refused") return { status: "kept", why: outcome.why };
  const { message, span } = outcome.finding;
  const { line, column } = document ? positionAt(document, span.start) : { line: 0, column: 0 };
  return { status: "kept", why: message, place: { line: line + 1, column: column + 1 } };
}

function tell(all: readonly Formatted[], { check, quiet, format }: FormatOptions, terminal: Terminal): void {
  const { out, err } = terminal;
  const of = (wanted: Formatted["status"]) => all.filter(({ status }) => status === wanted);
  const [changed, kept] = [of("changed"), of("kept")];
  if (format === "json") {
    out.write(jsonText({ version: 1, files: all }));
    return;
  }
  const sign = check ? paint(out, "yellow", "!") : paint(out, "green", "✓");
  if (!quiet || check) for (const { file } of changed) out.write(`${sign} ${harmlessLine(file)}\n`);
  for (const { file, why = "", place } of kept) {
    const at = place ? `:${place.line}:${place.column}` : "";
    err.write(`${harmlessLine(file)}${at} stays as it is: ${harmlessLine(why)}\n`);
  }
  if (quiet) return;
  const count = `${all.length} ${all.length === 1 ? "file" : "files"}`;
  const rest = all.length - kept.length - changed.length;
  if (changed.length === 0) out.write(`${count}, ${rest === all.length ? "all" : rest} as they should be.\n`);
  else if (check) out.write(`${changed.length} of ${count} would change: run eventspec format.\n`);
  else out.write(`${changed.length} of ${count} changed.\n`);
}
