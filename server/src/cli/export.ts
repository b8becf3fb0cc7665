import { rm } from "node:fs/promises";
import { harmlessLine, jsonText } from "../document/harmless.ts";
import { chooseConnection } from "../project/chooseConnection.ts";
import { whyNoEvents } from "../project/misnamedFiles.ts";
import { nodeFileSystem } from "../project/nodeFileSystem.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { type DbtOutcome, type FileChange, planDbtExport } from "../tasks/exportDbt.ts";
import { exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { tellLosses } from "./losses.ts";
import { displayPath, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { paint, type Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface ExportOptions extends CommonOptions {
  /** Changes nothing, and fails where something would change. */
  readonly check?: boolean;
  /** Also changes files that somebody edited. */
  readonly force?: boolean;
  readonly format: "text" | "json";
}

/** `eventspec export dbt`: events and streams as models of the dbt project; 1 where a file is behind or was kept. */
export async function exportToDbt(options: ExportOptions, terminal: Terminal): Promise<number> {
  const project = await openProject(options, terminal);
  const choice = chooseConnection(project.file, options.connection);
  const dialect = connectionDialect(choice.kind === "chosen" ? choice.settings : undefined);
  const outcome = await planDbtExport(project, nodeFileSystem(), dialect);
  if (outcome.kind === "nowhere") throw usageError(outcome.message, outcome.hint);
  if (outcome.findings.length > 0) tellFindings(project, outcome, terminal);
  if (outcome.kind === "invalid") return exitCode.findings;
  const nothing = whyNoEvents(project);
  if (nothing !== undefined) terminal.err.write(`${harmlessLine(nothing)}\n`);
  const due = outcome.changes.filter(({ kind }) => kind !== "kept" || options.force);
  const kept = outcome.changes.filter((change) => !due.includes(change));
  if (!options.check) for (const change of due) await apply(change);
  tell(outcome, { due, kept }, options, terminal);
  if (options.format === "text" && !options.quiet) tellLosses(outcome.losses, terminal);
  const isBehind = kept.length > 0 || (options.check === true && due.length > 0);
  return isBehind ? exitCode.findings : exitCode.ok;
}

async function apply({ path, text }: FileChange): Promise<void> {
  if (text === undefined) await rm(path);
  else await writeWhole(path, text);
}

interface Told {
  readonly due: readonly FileChange[];
  readonly kept: readonly FileChange[];
}

function tell(
  { count, losses }: Extract<DbtOutcome, { kind: "files" }>,
  { due, kept }: Told,
  { check, quiet, format }: ExportOptions,
  { out, cwd }: Terminal,
): void {
  const shown = (path: string) => harmlessLine(displayPath(path, cwd));
  if (format === "json") {
    const changes = [...due, ...kept].map(({ path, kind, why }) => ({
      file: shown(path),
      kind,
      ...(why && { why }),
    }));
    out.write(jsonText({ version: 1, files: count, changes, losses }));
    return;
  }
  for (const { path, text } of due) {
    const sign = text === undefined ? paint(out, "red", "-") : paint(out, "green", "+");
    if (!quiet || check) out.write(`${sign} ${shown(path)}\n`);
  }
  for (const { path, why } of kept)
    out.write(`${paint(out, "yellow", "!")} ${shown(path)} ${why}, so it is kept. --force writes it anew.\n`);
  if (check && due.length > 0) out.write("The dbt project is behind: run `eventspec export dbt`.\n");
  else if (!quiet && kept.length === 0)
    out.write(
      `${count} ${count === 1 ? "file" : "files"}${due.length === 0 ? ", all as they should be" : ""}.\n`,
    );
}
