import { join, relative, resolve } from "node:path";
import { harmlessCode, harmlessLine, jsonText } from "../document/harmless.ts";
import { nameInCatalog } from "../project/catalog.ts";
import { projectFileName } from "../project/loadProject.ts";
import { nodeFileSystem } from "../project/nodeFileSystem.ts";
import type { Project } from "../project/types.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { declareEntities } from "../tasks/suggest/declareEntities.ts";
import { type SuggestedSpec, suggestSpec } from "../tasks/suggest/suggestSpec.ts";
import { exitCode, usageError } from "./commandError.ts";
import { chosenConnection } from "./connections.ts";
import { exists } from "./exists.ts";
import { type KnownTable, withNamedTable } from "./namedTable.ts";
import { displayPath } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface SuggestOptions extends CommonOptions {
  /** The file to write. */
  readonly out?: string;
  readonly format: "text" | "json";
}

type Spec = Extract<SuggestedSpec, { readonly kind: "spec" }>;

/** `eventspec suggest`: writes the spec that a table's columns suggest, or prints it. Overwrites nothing. */
export async function suggest(name: string, options: SuggestOptions, terminal: Terminal): Promise<number> {
  const out = options.out === undefined ? undefined : resolve(terminal.cwd, options.out);
  if (out !== undefined && !/\.events\.ya?ml$/.test(out))
    throw usageError(`${options.out} is no file of events.`, "Its name ends with .events.yml.");
  if (out !== undefined && (await exists(out)))
    throw usageError(
      `There is a file ${displayPath(out, terminal.cwd)} already.`,
      "Name another one, or leave out --out to see what is suggested.",
    );
  return withNamedTable(name, options, terminal, async (known) => {
    const spec = await withProgress(terminal, options.quiet, "Looking at the table", () =>
      suggestSpec(known.table, around(known, options, out), terminal.signal),
    );
    if (options.format === "json") terminal.out.write(jsonOf(known, spec));
    if (spec.kind === "none") tellNone(spec, options, terminal);
    else if (out !== undefined) await write(spec, out, known.project, options, terminal);
    else if (options.format === "text") show(spec, options, terminal);
    return exitCode.ok;
  });
}

function around({ project, connection }: KnownTable, options: SuggestOptions, out: string | undefined) {
  const dialect =
    connection?.dialect ??
    project.dbt?.manifest?.dialect ??
    connectionDialect(chosenConnection(project, options.connection));
  const file = out === undefined ? undefined : relative(project.root, out).replaceAll("\\", "/");
  return {
    ...{ project, dialect, now: Date.now() },
    ...(connection && { connection }),
    ...(file !== undefined && { file }),
  };
}

/** The contract of `suggest --format json`, version 1. */
function jsonOf({ table }: KnownTable, spec: SuggestedSpec): string {
  const notTaken = { not_taken: spec.notTaken };
  const head = { version: 1, table: nameInCatalog(table) };
  if (spec.kind === "none") return jsonText({ ...head, events: [], why: spec.why, ...notTaken });
  return jsonText({
    ...head,
    file: spec.path,
    events: spec.events.map(({ name, at, reason, blockedBy }) => ({
      name,
      ...(at && { at: at.name }),
      reason,
      ...(blockedBy !== undefined && { blocked_by: blockedBy }),
    })),
    ...notTaken,
    undeclared_entities: spec.undeclared,
    text: spec.text,
  });
}

function tellNone(
  { why, notTaken }: Extract<SuggestedSpec, { readonly kind: "none" }>,
  { format, quiet }: SuggestOptions,
  { out }: Terminal,
): void {
  if (format === "json" || quiet) return;
  const reasons = notTaken.map(({ column, why: reason }) => `- ${column} ${reason}.`);
  for (const line of [why, ...reasons]) out.write(`${harmlessLine(line)}\n`);
}

function show({ text, undeclared }: Spec, { quiet }: SuggestOptions, { out, err }: Terminal): void {
  out.write(out.isTerminal ? harmlessCode(text) : text);
  if (undeclared.length > 0 && !quiet)
    err.write(
      `${projectFileName} does not declare ${harmlessLine(undeclared.join(", "))} below \`entities\` yet; with --out FILE it would.\n`,
    );
}

/** Writes the spec, and the entities that it needs into the project file. */
async function write(
  { text, undeclared }: Spec,
  out: string,
  project: Project,
  { format, quiet }: SuggestOptions,
  terminal: Terminal,
): Promise<void> {
  const tell = (line: string) => {
    if (!quiet && format === "text") terminal.out.write(`${harmlessLine(line)}\n`);
  };
  const projectFile = join(project.root, projectFileName);
  const before = undeclared.length > 0 ? await nodeFileSystem().readText(projectFile) : undefined;
  const after = before === undefined ? undefined : declareEntities(before, undeclared);
  await writeWhole(out, text);
  tell(`Wrote ${displayPath(out, terminal.cwd)}`);
  if (undeclared.length === 0) return;
  const names = undeclared.join(", ");
  if (after === undefined)
    throw usageError(
      `${projectFileName} could not be given ${harmlessLine(names)}.`,
      "Declare it below `entities` by hand.",
    );
  await writeWhole(projectFile, after);
  tell(`Declared ${names} below entities in ${displayPath(projectFile, terminal.cwd)}`);
}
