/** What the rows of an example stand in for. */
import { didYouMean } from "../../document/didYouMean.ts";
import type { Located, Span } from "../../document/types.ts";
import { findColumn, withIndex } from "../../project/catalog.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import { eventsJoined } from "../../project/joinedEvents.ts";
import { sqlOfRows } from "../../project/sqlOf.ts";
import { stateOf, unreadableInWords } from "../../project/tableState.ts";
import type { Column, GivenTable, Project, ProjectEvent } from "../../project/types.ts";
import type { Example, ExampleRow } from "../../spec/exampleTypes.ts";
import type { LocatedLiteral } from "../../spec/literals.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectOf } from "../dialects/index.ts";
import { givenType, whyNotGiven } from "../givenTypes.ts";
import { namesUsed } from "../reader/namesUsed.ts";
import { type DecidingColumn, decidingColumns, type Reading, tablesByName } from "./decidingColumns.ts";
import { type ReadTable, readAliases, readTables, tableKey } from "./readTables.ts";

/** Why an example can't be run. */
export interface ExampleProblem {
  /** A sentence that also says what to do. */
  readonly message: string;
  readonly span: Span;
  /** `name`: there is no such table or column; `unknown`: nobody knows the table's columns; `rows`: what they lack, or hold wrongly. */
  readonly kind: "name" | "unknown" | "rows";
  /** The column that the rows lack. */
  readonly missing?: { readonly column: string; readonly rows: readonly ExampleRow[] };
}

export interface GivenTables {
  /** By their keys: every table that the event reads. */
  readonly tables: ReadonlyMap<string, GivenTable>;
  readonly problems: readonly ExampleProblem[];
}

/** What is the same for all examples of an event. */
export interface ExampleScope {
  readonly project: Project;
  readonly event: ProjectEvent;
  readonly dialect: Dialect;
  readonly tables: ReadonlyMap<string, ReadTable>;
  /** The columns of each table that SQL may use. */
  readonly used: ReadonlyMap<string, readonly Column[]>;
  readonly deciding: readonly DecidingColumn[];
  /** Tables that its SQL names by itself. */
  readonly byName: readonly string[];
}

export function exampleScope(project: Project, event: ProjectEvent, reading: Reading): ExampleScope {
  const tables = readTables(project, event);
  const dialect = dialectOf(reading.dialect);
  return {
    ...{ project, event, dialect, tables },
    used: usedColumns(project, event, dialect, tables),
    deciding: decidingColumns(project, event, reading),
    byName: tablesByName(project, event, reading),
  };
}

/** The project with its tables as given; those of which nothing is given stay what they are. */
export function withGivenTables(project: Project, tables: ReadonlyMap<string, GivenTable>): Project {
  const given = project.catalog.tables.flatMap((table) =>
    tables.has(JSON.stringify(table.parts)) ? [{ ...table, columns: table.columns.map(maybeNull) }] : [],
  );
  return {
    ...project,
    catalog: withIndex({ ...project.catalog, tables: given }),
    standIn: (reference) => tables.get(tableKey(reference, project)),
  };
}

/** Rows of an example may leave any column out. */
function maybeNull({ nullable: _, ...column }: Column): Column {
  return column;
}

/** In: an event's example. Out: all its tables, empty where nothing is given, and what keeps the example from being run. */
export function givenTables(scope: ExampleScope, example: Example): GivenTables {
  const span = example.name?.span ?? example.span;
  const problems: ExampleProblem[] = scope.byName.map((name) => ({
    kind: "rows",
    message: `SQL reads ${name} by itself, so no rows can stand in for it: name it under \`tables\` of the query.`,
    span,
  }));
  const written = givenByTable(scope, example, problems);
  const tables = new Map<string, GivenTable>();
  for (const table of scope.tables.values()) {
    const given = written.get(table.key);
    const unknown = unknownTable(scope, table);
    if (unknown !== undefined) {
      problems.push({ kind: "unknown", message: unknown, span: given?.name.span ?? span });
      continue;
    }
    tables.set(table.key, given ? rowsOf(scope, table, given, problems) : emptyTable(scope, table));
  }
  return { tables, problems };
}

/** Every table of an event without a row: enough to know the types of its expressions. */
export function emptyTables(scope: ExampleScope): ReadonlyMap<string, GivenTable> {
  return new Map([...scope.tables.values()].map((table) => [table.key, emptyTable(scope, table)]));
}

function emptyTable({ used }: ExampleScope, { key }: ReadTable): GivenTable {
  return { columns: used.get(key) ?? [], rows: [] };
}

interface Given {
  readonly name: Located<string>;
  readonly rows: readonly ExampleRow[];
}

function givenByTable(
  { project, event }: ExampleScope,
  { given }: Example,
  problems: ExampleProblem[],
): ReadonlyMap<string, Given> {
  const names = exampleTables(event, project);
  const found = new Map<string, Given>();
  for (const { table: name, rows } of given) {
    const reference = names.get(name.value);
    const key = reference && tableKey(reference, project);
    if (key === undefined) {
      const remedy = choice(name.value, [...names.keys()]);
      problems.push({
        kind: "name",
        message: `The event reads no table "${name.value}"${remedy}`,
        span: name.span,
      });
    } else if (found.has(key)) {
      const message = `"${name.value}" is the same table as "${found.get(key)?.name.value}": put their rows together.`;
      problems.push({ kind: "rows", message, span: name.span });
    } else found.set(key, { name, rows });
  }
  return found;
}

function unknownTable(
  { project, used }: ExampleScope,
  { key, name, reference }: ReadTable,
): string | undefined {
  const state = stateOf(reference, project);
  if (state.kind === "unreadable") return `${unreadableInWords(state.table)}.`;
  if (state.kind !== "unknown" && used.has(key)) return undefined;
  return `Nobody knows the columns of ${name}, so no rows can stand in for it: choose a connection that has it, or run \`eventspec catalog refresh\`.`;
}

function rowsOf(scope: ExampleScope, table: ReadTable, given: Given, problems: ExampleProblem[]): GivenTable {
  const { rows } = given;
  const cells = rows.flatMap((row) => row.cells).filter(isGivenCell);
  const named = new Set(cells.map(({ column }) => column.value.toLowerCase()));
  const isGiven = ({ name }: Column) => named.has(name.toLowerCase());
  for (const { column } of rows.flatMap(({ cells }) => cells))
    if (!columnCalled(table, column.value)) problems.push(unknownColumn(table, column));
  if (rows.length > 0) problems.push(...missingColumns(scope, table, given, named));
  const known = table.table?.columns ?? [];
  const used = new Set(scope.used.get(table.key) ?? []);
  const columns = known.filter((column) => used.has(column) || isGiven(column));
  return {
    columns,
    rows: rows.map((row) => columns.map((column) => cellText(scope, column, row, problems))),
  };
}

/** What stands without a value is still to be filled in; a null is written `~`. */
const isGivenCell = ({ value }: ExampleRow["cells"][number]): boolean =>
  value.value !== null || value.text !== "";

const columnCalled = ({ table }: ReadTable, name: string) => table && findColumn(table, name);

function unknownColumn({ name, table }: ReadTable, column: Located<string>): ExampleProblem {
  const remedy = choice(
    column.value,
    (table?.columns ?? []).map((one) => one.name),
  );
  const message = `There is no column "${column.value}" in ${name}${remedy}`;
  return { kind: "name", message, span: column.span };
}

/** The end of a sentence that something is not there. */
function choice(name: string, known: readonly string[]): string {
  const meant = didYouMean(name, known);
  if (meant !== undefined) return `: did you mean ${meant}?`;
  return known.length === 0
    ? "."
    : `; there are ${known.slice(0, 8).join(", ")}${known.length > 8 ? ", …" : ""}.`;
}

/** What no row gives would be null in all of them, and so decide something that the author did not write. */
function missingColumns(
  { deciding }: ExampleScope,
  { key, name }: ReadTable,
  { name: written, rows }: Given,
  named: ReadonlySet<string>,
): ExampleProblem[] {
  return deciding
    .filter((one) => one.key === key && !named.has(one.name.toLowerCase()))
    .map((one) => ({
      kind: "rows",
      message: `\`${one.usedIn}\` uses ${one.written}, which no given row of ${name} has: add \`${one.name}\`.`,
      span: written.span,
      missing: { column: one.name, rows },
    }));
}

function cellText(
  { dialect }: ExampleScope,
  column: Column,
  { cells, span }: ExampleRow,
  problems: ExampleProblem[],
): string | null {
  const cell = cells.find((one) => one.column.value.toLowerCase() === column.name.toLowerCase());
  const text = cell && textOf(cell.value);
  if (text === undefined || text === null) {
    if (dialect.nullableType && dialect.nullableType(givenType(dialect, column)) === undefined)
      problems.push({
        kind: "rows",
        message: `${column.name} can't be null: give it a value.`,
        span: cell?.value.span ?? span,
      });
    return null;
  }
  const why = whyNotGiven(column, text, typeof cell?.value.value === "string", dialect);
  if (cell && why !== undefined)
    problems.push({
      kind: "rows",
      message: `${column.name}: ${JSON.stringify(text)} ${why}.`,
      span: cell.value.span,
    });
  return text;
}

function textOf({ value, text }: LocatedLiteral): string | null {
  return value === null ? null : text;
}

/** All columns where SQL may take some without naming them: in a query, by `*`, or as a whole row. */
function usedColumns(
  project: Project,
  event: ProjectEvent,
  { name: dialect }: Dialect,
  tables: ReadonlyMap<string, ReadTable>,
): ReadonlyMap<string, readonly Column[]> {
  const read = [event, ...eventsJoined(event, project)];
  const sqls = read.flatMap((one) => sqlOfRows(project, one)).map(({ sql }) => sql.text);
  const { all, bare } = namesUsed(sqls, dialect);
  const aliases = read.flatMap((one) => readAliases(project, one));
  const whole = new Set(aliases.flatMap(({ alias, keys }) => (bare.has(alias) ? keys : [])));
  const compared = aliases.flatMap(({ shared }) => [...(shared?.values() ?? [])].flat());
  const hasStar = sqls.some((sql) => sql.includes("*"));
  return new Map(
    [...tables.values()].flatMap(({ key, table, inQuery }) => {
      if (!table || table.columns.length === 0) return [];
      const takesAll = inQuery || hasStar || whole.has(key);
      const named = new Set([
        ...all,
        ...compared.flatMap((one) => (one.key === key ? one.name.toLowerCase() : [])),
      ]);
      const columns = table.columns.filter(({ name }) => takesAll || named.has(name.toLowerCase()));
      return [[key, columns.length > 0 ? columns : table.columns.slice(0, 1)] as const];
    }),
  );
}
