import { join } from "node:path";
import { didYouMean } from "../document/didYouMean.ts";
import { harmlessLine, jsonText } from "../document/harmless.ts";
import { catalogFileName, findTable, nameInCatalog, partsOf, writeCatalog } from "../project/catalog.ts";
import { referenceText } from "../project/dbt/references.ts";
import { stateOf } from "../project/tableState.ts";
import { tablesOfProject } from "../project/tablesOf.ts";
import type { Catalog, Column, Project, Table } from "../project/types.ts";
import { unresolved } from "../project/unresolvedTables.ts";
import { columnType } from "../sql/logicalType.ts";
import { askConnection, tablesInUse } from "../tasks/askConnection.ts";
import { withMissingTables } from "../tasks/missingTables.ts";
import { openEvents, seenNames } from "../tasks/seenNames.ts";
import { catalogOf } from "../warehouse/catalog.ts";
import type { Connection } from "../warehouse/types.ts";
import { exitCode, usageError } from "./commandError.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import { paint, type Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface CatalogOptions extends CommonOptions {
  readonly format: "text" | "json";
}

/** `eventspec catalog refresh`: writes what the warehouse looks like now beside `eventspec.yml`. */
export async function refreshCatalog(options: CatalogOptions, terminal: Terminal): Promise<number> {
  const project = await openProject(options, terminal);
  const now = await look(project, options, terminal);
  const before = project.committed;
  await writeWhole(join(project.root, catalogFileName), writeCatalog(now));
  const changes = before.known ? drift(before, now) : [];
  if (options.format === "json") terminal.out.write(jsonOf(changes));
  else if (!options.quiet) {
    terminal.out.write(textOf(changes, terminal));
    terminal.out.write(`${catalogFileName}: ${sizeOf(now)}.\n`);
  }
  return exitCode.ok;
}

function sizeOf({ tables, names }: Catalog): string {
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0);
  const seen = [...(names?.values() ?? [])].reduce((sum, own) => sum + own.length, 0);
  const parts = [counted(tables.length, "table"), counted(columns, "column")];
  return [...parts, ...(names?.size ? [counted(seen, "event name")] : [])].join(", ");
}

/** `eventspec catalog check`: shows where the warehouse has drifted from the committed catalog; 1 when it has. */
export async function checkCatalog(options: CatalogOptions, terminal: Terminal): Promise<number> {
  const project = await openProject(options, terminal);
  const before = project.committed;
  if (!before.known) {
    throw usageError(`The project has no ${catalogFileName} yet.`, "eventspec catalog refresh writes it.");
  }
  const changes = drift(before, await look(project, options, terminal));
  if (options.format === "json") terminal.out.write(jsonOf(changes));
  else if (changes.length > 0) terminal.out.write(textOf(changes, terminal));
  else if (!options.quiet) terminal.out.write("The warehouse is as the catalog says.\n");
  return changes.length > 0 ? exitCode.findings : exitCode.ok;
}

async function look(project: Project, options: CatalogOptions, terminal: Terminal): Promise<Catalog> {
  const settings = requiredConnection(project, options.connection);
  const { quiet } = options;
  const [seen, names] = await withConnection({ project, settings, terminal, quiet }, async (connection) => {
    const { signal } = terminal;
    const catalog = await withProgress(terminal, quiet, "Reading tables and columns", async () =>
      withMissingTables(
        project,
        connection,
        await catalogOf(connection, await tablesInUse(project, connection, signal), signal),
        signal,
      ),
    );
    return [catalog, await lookAtNames(project, connection, settings.maxBytes, { quiet, terminal })] as const;
  });
  const unseen = unseenTables(project, seen);
  for (const why of unseen.values()) warn(terminal, why);
  // What could not be looked at may be as it was.
  const kept = project.committed.tables.filter((table) => unseen.has(nameInCatalog(table)));
  return { ...seen, tables: [...namedTables(project, seen), ...kept], names };
}

function warn({ err }: Terminal, why: string): void {
  err.write(`${paint(err, "yellow", "!")} ${harmlessLine(why)}\n`);
}

/** The names of events that get theirs from data. */
async function lookAtNames(
  project: Project,
  connection: Connection,
  maxBytes: number | undefined,
  { quiet, terminal }: { readonly quiet: boolean | undefined; readonly terminal: Terminal },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { signal } = terminal;
  const events = openEvents({ project });
  if (events.length === 0) return new Map();
  const { names, problems } = await withProgress(terminal, quiet, "Reading names of events", async () => {
    const files = [...new Set(events.map(({ file }) => file))];
    return seenNames(await askConnection(project, connection, signal, files), connection, maxBytes, signal);
  });
  for (const [event, why] of problems) warn(terminal, `The names of ${event}: ${why}`);
  return names;
}

/** Tables that could not be looked at, by their names in the catalog, and why: dbt does not resolve them, or they can't be read. */
function unseenTables(project: Project, seen: Catalog): ReadonlyMap<string, string> {
  const unseen = new Map<string, string>();
  for (const reference of tablesOfProject(project)) {
    const text = reference.kind === "relation" ? undefined : referenceText(reference);
    const name = text ?? nameInCatalog({ parts: partsOf(reference, project) });
    const state = stateOf(reference, { ...project, catalog: seen });
    const why = unresolved(reference, project)?.message;
    if (why !== undefined) unseen.set(name, `${name} was not looked at. ${why}`);
    else if (state.kind === "unreadable") unseen.set(name, `${name} can't be read: ${state.table.reason}`);
  }
  return unseen;
}

/** The tables by the names that the project's files give them: dbt's names hold for every target. */
function namedTables(project: Project, seen: Catalog): Table[] {
  const named = tablesOfProject({ ...project, catalog: seen }).flatMap((reference): Table[] => {
    const table = findTable(seen, partsOf(reference, project));
    if (!table) return [];
    return [reference.kind === "relation" ? table : { ...table, reference: referenceText(reference) }];
  });
  return [...new Map(named.map((table) => [nameInCatalog(table), table])).values()];
}

type Change =
  | {
      readonly table: string;
      readonly column?: string;
      /** `renamed`: as far as that can be told; `after` is the new name then, else a type. */
      readonly kind: "added" | "removed" | "renamed" | "type";
      readonly before?: string;
      readonly after?: string;
    }
  | { readonly event: string; readonly name: string; readonly kind: "added" | "removed" };

/** What differs between two catalogs, by table and in the order of their columns. */
function drift(before: Catalog, after: Catalog): Change[] {
  const old = new Map(before.tables.map((table) => [nameInCatalog(table), table]));
  const young = new Map(after.tables.map((table) => [nameInCatalog(table), table]));
  const ofTables = [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((table): Change[] => {
    const was = old.get(table);
    const is = young.get(table);
    if (!was || !is) return [{ table, kind: is ? "added" : "removed" }];
    return columnDrift(table, was, is);
  });
  return [...ofTables, ...nameDrift(before, after)];
}

function nameDrift({ names: old = new Map() }: Catalog, { names: young = new Map() }: Catalog): Change[] {
  return [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((event): Change[] => {
    const [was, is] = [new Set<string>(old.get(event)), new Set<string>(young.get(event))];
    const changed = [...new Set([...was, ...is])].filter((name) => was.has(name) !== is.has(name)).sort();
    return changed.map((name) => ({ event, name, kind: is.has(name) ? "added" : "removed" }));
  });
}

function columnDrift(table: string, was: Table, is: Table): Change[] {
  const renamed = renames(was, is);
  const news = new Set(renamed.values());
  const gone = was.columns.flatMap(({ name }): Change[] => {
    if (is.columns.some((column) => column.name === name)) return [];
    const after = renamed.get(name);
    return [
      { table, column: name, ...(after === undefined ? { kind: "removed" } : { kind: "renamed", after }) },
    ];
  });
  const others = is.columns.flatMap((column): Change[] => {
    const { name, type } = column;
    if (news.has(name)) return [];
    const known = was.columns.find((column) => column.name === name);
    if (!known) return [{ table, column: name, kind: "added", ...(type !== undefined && { after: type }) }];
    if (known.type === undefined || type === undefined || isSame(known, column)) return [];
    return [{ table, column: name, kind: "type", before: known.type, after: type }];
  });
  return [...gone, ...others];
}

/**
 * New names of columns by the old ones: one is gone, another has come with the same type, and either its name is near, or it stands at the same
 * place of a table that is the same otherwise. Where that fits several, nobody can tell.
 */
function renames(was: Table, is: Table): ReadonlyMap<string, string> {
  const missing = (from: Table, other: Table) =>
    from.columns.filter(({ name }) => !other.columns.some((column) => column.name === name));
  const [gone, come] = [missing(was, is), missing(is, was)];
  const found = gone.flatMap((column): [string, string][] => {
    const alike = come.filter(
      (other) => other.type !== undefined && column.type !== undefined && isSame(column, other),
    );
    const near = didYouMean(
      column.name,
      alike.map(({ name }) => name),
    );
    const [only] = gone.length === 1 && come.length === 1 ? alike : [];
    const isInPlace = only && is.columns.indexOf(only) === was.columns.indexOf(column);
    const after = near ?? (isInPlace ? only.name : undefined);
    return after === undefined ? [] : [[column.name, after]];
  });
  const isOnly = (after: string) => found.filter(([, other]) => other === after).length === 1;
  return new Map(found.filter(([, after]) => isOnly(after)));
}

/** The same spelling, or one meaning in two engines: a catalog may have been read from another one. */
function isSame(before: Column, after: Column): boolean {
  if (before.type === after.type || before.dialect === after.dialect) return before.type === after.type;
  return JSON.stringify(columnType(before)) === JSON.stringify(columnType(after));
}

function textOf(changes: readonly Change[], { out }: Terminal): string {
  const lines = changes.map((change) => {
    const name = harmlessLine(whatChanged(change));
    if (change.kind === "type")
      return `${paint(out, "yellow", "~")} ${name}: ${harmlessLine(`${change.before} → ${change.after}`)}`;
    if (change.kind === "renamed")
      return `${paint(out, "yellow", "~")} ${name}: seems to be called ${harmlessLine(change.after ?? "")} now`;
    const sign = change.kind === "added" ? paint(out, "green", "+") : paint(out, "red", "-");
    return `${sign} ${name}`;
  });
  return lines.map((line) => `${line}\n`).join("");
}

function whatChanged(change: Change): string {
  if ("event" in change) return `event ${change.event}: ${change.name}`;
  return change.column === undefined ? change.table : `${change.table}.${change.column}`;
}

const jsonOf = (changes: readonly Change[]): string => jsonText({ version: 1, changes });

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
