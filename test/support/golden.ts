/** The golden cases of SQL: a spec, the rows it reads, the events it means, and the text for each dialect. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAILSAFE_SCHEMA, load } from "js-yaml";
import type { Finding } from "../../server/src/document/types.ts";
import { splitName } from "../../server/src/project/catalog.ts";
import type { Catalog, Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { withGivenTables } from "../../server/src/sql/examples/givenTables.ts";
import type { CompileOptions, DialectName } from "../../server/src/sql/types.ts";
import type { Cell, Connection, QueryResult } from "../../server/src/warehouse/types.ts";
import { wrongTypes } from "./columnTypes.ts";
import { never } from "./connections.ts";
import { columnType } from "./goldenStatements.ts";
import { projectOf } from "./memoryProject.ts";

const goldenFolder = join(import.meta.dirname, "../sql/golden");

export interface GoldenColumn {
  readonly name: string;
  readonly type: string;
  /** Whether a row has null there. */
  readonly nullable: boolean;
}

export interface GoldenTable {
  /** As SQL writes it. */
  readonly name: string;
  readonly columns: readonly GoldenColumn[];
  /** Texts, to be read as the column's type; lists are JSON. */
  readonly rows: readonly (readonly (string | null)[])[];
}

interface GoldenQuery {
  readonly name: string;
  readonly options: Omit<CompileOptions, "dialect">;
}

export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly tables: readonly GoldenTable[];
  readonly queries: readonly GoldenQuery[];
  /** The authors' own SQL where a dialect spells it differently: what stands in the files, and what stands there instead. */
  readonly spellings: Readonly<Partial<Record<DialectName, Readonly<Record<string, string>>>>>;
}

const plainProject = "eventspec: 1\nname: golden\ntimezone: UTC\n";

export function goldenCases(of = goldenFolder): GoldenCase[] {
  return readdirSync(of).map((name) => {
    const folder = join(of, name);
    const names = readdirSync(folder);
    const isRead = (file: string) => /\.events\.yml$|^eventspec\.(yml|catalog\.json)$/.test(file);
    const specs = names.filter(isRead);
    const files = Object.fromEntries(specs.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
    return {
      name,
      folder,
      files: { "eventspec.yml": plainProject, ...files },
      tables: readTables(join(folder, "tables.yml")),
      queries: readQueries(join(folder, "queries.yml")),
      spellings: readSpellings(join(folder, "spellings.yml")),
    };
  });
}

function readSpellings(path: string): GoldenCase["spellings"] {
  return existsSync(path) ? (load(readFileSync(path, "utf8")) as GoldenCase["spellings"]) : {};
}

function readTables(path: string): GoldenTable[] {
  // All as written: a number of 20 digits must not pass through a float.
  const tables = load(readFileSync(path, "utf8"), { schema: FAILSAFE_SCHEMA }) as Record<
    string,
    { columns: Record<string, string>; rows: (string | string[])[][] }
  >;
  return Object.entries(tables).map(([name, { columns, rows }]) => ({
    name,
    columns: Object.entries(columns).map(([column, type], at) => ({
      name: column,
      type,
      nullable: rows.some((row) => row[at] === "~"),
    })),
    rows: rows.map((row) => row.map(cellText)),
  }));
}

function cellText(value: string | string[]): string | null {
  if (value === "~") return null;
  return Array.isArray(value) ? JSON.stringify(value) : value;
}

function readQueries(path: string): GoldenQuery[] {
  const { now, queries } = load(readFileSync(path, "utf8")) as {
    now: string;
    queries: ({ name: string; now?: null } & Partial<Omit<CompileOptions, "now">>)[];
  };
  return queries.map(({ name, now: own, ...options }) => ({
    name,
    // `now: ~` leaves it to the engine's clock.
    options: { layout: "narrow", ...(own !== null && { now: momentText(now) }), ...withTexts(options) },
  }));
}

function withTexts(options: Partial<CompileOptions>): Partial<CompileOptions> {
  const { window, ...rest } = options;
  if (!window) return rest;
  const { since, until, limit } = window;
  return {
    ...rest,
    window: {
      ...(since && { since: momentText(since) }),
      ...(until && { until: momentText(until) }),
      ...(limit && { limit }),
    },
  };
}

function momentText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

export function goldenCatalog(tables: readonly GoldenTable[], dialect: DialectName): Catalog {
  return {
    known: true,
    tables: tables.map(({ name, columns }) => ({
      parts: splitName(name),
      columns: columns.map((column) => ({
        name: column.name,
        type: columnType(column, dialect),
        dialect,
        nullable: column.nullable,
      })),
      origin: "golden",
    })),
  };
}

/** The case's project, its catalog with types as the dialect spells them. */
export async function goldenProject(golden: GoldenCase, dialect: DialectName): Promise<Project> {
  const spellings = Object.entries(golden.spellings[dialect] ?? {});
  const files = Object.entries(golden.files).map(([file, text]) => [
    file,
    spellings.reduce((spelt, [here, there]) => spelt.replaceAll(here, there), text),
  ]);
  return withCatalog(await projectOf(Object.fromEntries(files)), goldenCatalog(golden.tables, dialect));
}

/** Engines that have no type for it hold a UUID as a text, written as usual. */
function givenCells(table: GoldenTable | undefined): readonly (readonly (string | null)[])[] {
  const isUuid = table?.columns.map(({ type }) => type === "uuid") ?? [];
  return (table?.rows ?? []).map((row) =>
    row.map((cell, at) => (isUuid[at] ? (cell?.toLowerCase() ?? null) : cell)),
  );
}

export type ProjectOfCase = (golden: GoldenCase, dialect: DialectName) => Promise<Project>;

/** The same with the case's rows standing in for its tables, so that its SQL reads none. */
export const givenProject: ProjectOfCase = async (golden, dialect) => {
  const project = await goldenProject(golden, dialect);
  const tables = project.catalog.tables.map(
    ({ parts, columns }, at) =>
      [JSON.stringify(parts), { columns, rows: givenCells(golden.tables[at]) }] as const,
  );
  return withGivenTables(project, new Map(tables));
};

/** Nobody tells the types of an author's own query, and that is said; it is no fault of a case. */
export function besideUnknownTimes(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ rule }) => rule !== "unknown-time-type");
}

/** The events of every query of a case on a connection. */
export async function goldenEvents(
  golden: GoldenCase,
  connection: Connection,
  make: ProjectOfCase = goldenProject,
) {
  const project = await make(golden, connection.dialect);
  const events: Record<string, unknown[]> = {};
  for (const { name, options } of golden.queries) {
    const { relations, findings } = compile(project, { ...options, dialect: connection.dialect });
    assert.deepEqual(besideUnknownTimes(findings), []);
    for (const { sql, columns } of relations) {
      const result = await connection.run(sql, { limit: 10_000, timeoutMs: 20_000 }, never());
      assert.deepEqual(
        result.columns.map((column) => column.name),
        columns.map((column) => column.name),
      );
      assert.deepEqual(wrongTypes(columns, result.columns, connection.dialect), []);
      events[name] = [...(events[name] ?? []), ...comparableRows(result)];
    }
  }
  return JSON.parse(JSON.stringify(events)) as unknown;
}

/** What a case must give; the same on every engine, but for the times that its `clocks.yml` says the engine reads otherwise. */
export function expectedEvents(golden: GoldenCase, dialect: DialectName = "duckdb"): unknown {
  const text = readFileSync(join(golden.folder, "expected.json.golden"), "utf8");
  const path = join(golden.folder, "clocks.yml");
  if (!existsSync(path)) return JSON.parse(text);
  const clocks = load(readFileSync(path, "utf8"), { schema: FAILSAFE_SCHEMA }) as Partial<
    Record<DialectName, Record<string, string>>
  >;
  const own = Object.entries(clocks[dialect] ?? {}).reduce(
    (read, [time, other]) => read.replaceAll(`"${time}"`, `"${other}"`),
    text,
  );
  const events = JSON.parse(own) as Record<string, Readonly<Record<string, unknown>>[]>;
  return Object.fromEntries(Object.entries(events).map(([name, rows]) => [name, inOrder(rows)]));
}

/** Rows in an order and spelling that don't depend on the engine. */
export function comparableRows(result: QueryResult): Readonly<Record<string, unknown>>[] {
  const names = result.columns.map(({ name }) => name);
  const rows = result.rows.map((row) =>
    Object.fromEntries(names.map((name, at) => [name, comparable(name, row[at] ?? null)])),
  );
  return inOrder(rows);
}

function inOrder(rows: readonly Readonly<Record<string, unknown>>[]) {
  return [...rows].sort((a, b) => compareTexts(sortKey(a), sortKey(b)));
}

function sortKey(row: Readonly<Record<string, unknown>>): string {
  return [
    row.event ?? row.activity,
    row.occurred_at ?? row.ts,
    row.source_key,
    row.event_id ?? row.activity_id,
  ].join("\n");
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const jsonColumns = new Set(["properties", "feature_json"]);

function comparable(name: string, cell: Cell): unknown {
  if (!jsonColumns.has(name)) return cell;
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  return text === null ? null : exactJson(text);
}

/** JSON with its numbers as texts without trailing zeros, so that 2^53 and decimals are compared exactly. */
function exactJson(text: string): unknown {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"\\u0000${token}"`,
  );
  return JSON.parse(marked, (_, value) =>
    typeof value === "string" && value.startsWith("\u0000") ? `number ${plainNumber(value.slice(1))}` : value,
  );
}

function plainNumber(text: string): string {
  if (/[eE]/.test(text))
    return plainNumber(
      Number(text).toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }),
    );
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** The id of an event as docs/event-ids.md tells it, made without any engine. */
export function expectedId(event: string, ...key: readonly (string | null)[]): string {
  const parts = [event, ...key].map((part) =>
    part === null ? "~" : part.replaceAll("~", "~0").replaceAll("|", "~1"),
  );
  return createHash("md5").update(parts.join("|"), "utf8").digest("hex");
}
