/** The golden cases' tables and queries as text, for engines that a script runs. */
import assert from "node:assert/strict";
import { splitName } from "../../server/src/project/catalog.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { dialectOf } from "../../server/src/sql/dialects/index.ts";
import { identifier } from "../../server/src/sql/render/sqlText.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { withMoments } from "../../server/src/tasks/eventTimes.ts";
import type { Cell, QueryResult } from "../../server/src/warehouse/types.ts";
import { wrongTypes } from "./columnTypes.ts";
import {
  besideUnknownTimes,
  comparableRows,
  type GoldenCase,
  type GoldenTable,
  givenProject,
  goldenProject,
  type ProjectOfCase,
} from "./golden.ts";
import { typeName } from "./goldenStatements.ts";

/** A case as the scripts read it. */
export interface ScriptCase {
  readonly tables: readonly string[];
  readonly queries: readonly string[];
}

/** What the scripts answer to a query; types as the engine spells them. */
export type ScriptAnswer =
  | {
      readonly columns: readonly string[];
      readonly types: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly problem: string };

/** Each query of a case with the relations that it yields. */
export async function goldenStatements(
  golden: GoldenCase,
  dialect: DialectName,
  make: ProjectOfCase = goldenProject,
) {
  const project = await make(golden, dialect);
  return golden.queries.flatMap(({ name, options }) => {
    const { relations, findings } = compile(project, { ...options, dialect });
    assert.deepEqual(besideUnknownTimes(findings), []);
    return relations.map(({ sql, columns }) => ({ name, sql, columns }));
  });
}

async function scriptCase(golden: GoldenCase, dialect: DialectName): Promise<ScriptCase> {
  const statements = await goldenStatements(golden, dialect);
  return { tables: createTables(golden.tables, dialect), queries: statements.map(({ sql }) => sql) };
}

/** The same with rows in the queries: tables are left for what an author's own query names by itself. */
async function givenCase(golden: GoldenCase, dialect: DialectName): Promise<ScriptCase> {
  const statements = await goldenStatements(golden, dialect, givenProject);
  const queries = statements.map(({ sql }) => sql);
  const isRead = ({ name }: GoldenTable) => queries.some((sql) => sql.includes(`from ${name} `));
  return { tables: createTables(golden.tables.filter(isRead), dialect), queries };
}

/** Cases by name, and by `overRows` of it as they are without a table. */
export async function scriptCases(
  cases: readonly GoldenCase[],
  dialect: DialectName,
): Promise<Readonly<Record<string, ScriptCase>>> {
  const entries = cases.map(async (golden) => [
    [golden.name, await scriptCase(golden, dialect)] as const,
    [overRows(golden), await givenCase(golden, dialect)] as const,
  ]);
  return Object.fromEntries((await Promise.all(entries)).flat());
}

export const overRows = ({ name }: GoldenCase): string => `${name}_over_rows`;

/** The events that an engine's answers mean. Throws what the engine said instead of rows. */
export async function answeredEvents(
  golden: GoldenCase,
  dialect: DialectName,
  answers: readonly ScriptAnswer[],
): Promise<unknown> {
  const events: Record<string, unknown[]> = {};
  for (const [at, { name, columns }] of (await goldenStatements(golden, dialect)).entries()) {
    const answer = answers[at];
    if (!answer || "problem" in answer) throw new Error(answer?.problem ?? "The script gave no answer.");
    const fold = (text: string) => (dialectOf(dialect).upperCase ? text.toUpperCase() : text);
    const given = columns.map((column, place) => ({ name: column.name, type: answer.types[place] ?? "" }));
    assert.deepEqual(
      answer.columns.map(fold),
      columns.map((column) => fold(column.name)),
    );
    assert.deepEqual(wrongTypes(columns, given, dialect), []);
    const result: QueryResult = {
      columns: given,
      rows: answer.rows.map((row) => [...row]),
      truncated: false,
      elapsedMs: 0,
    };
    events[name] = [...(events[name] ?? []), ...comparableRows(withMoments(result, dialect))];
  }
  return JSON.parse(JSON.stringify(events)) as unknown;
}

export function createTables(tables: readonly GoldenTable[], dialect: DialectName): string[] {
  const schemas = new Set(tables.flatMap(({ name }) => splitName(name).slice(0, -1)));
  return [
    ...[...schemas].map((schema) => `create schema if not exists ${schema}`),
    ...tables.flatMap((table) => createTable(table, dialect)),
  ];
}

function createTable({ name, columns, rows }: GoldenTable, dialectName: DialectName): string[] {
  const dialect = dialectOf(dialectName);
  const exact = name.startsWith('"');
  const quoted = (text: string) => `${dialect.quote}${text}${dialect.quote}`;
  const table = exact ? quoted(splitName(name).join(".")) : name;
  const names = columns.map((column) => (exact ? quoted(column.name) : identifier(dialect, column.name)));
  const values = rows.map((row) => row.map((cell, at) => cellSql(cell, columns[at]?.type, dialectName)));
  if (dialectName === "databricks") {
    // Views over values need no files, and a temporary one may bear any name.
    const view = `create ${exact ? "temporary " : ""}view ${table} (${names.join(", ")})`;
    if (values.length === 0) {
      const nulls = columns.map(({ type }, at) => `${cellSql(null, type, dialectName)} as ${names[at]}`);
      return [`${view} as select ${nulls.join(", ")} where false`];
    }
    return [`${view} as values ${values.map((row) => `(${row.join(", ")})`).join(",\n")}`];
  }
  const definitions = names.map(
    (column, at) => `${column} ${typeName(columns[at]?.type ?? "", dialectName)}`,
  );
  return [
    `create table ${table} (${definitions.join(", ")})`,
    ...(values.length > 0
      ? [`insert into ${table} ${values.map((row) => `select ${row.join(", ")}`).join("\nunion all ")}`]
      : []),
  ];
}

function cellSql(cell: string | null, type: string | undefined, dialectName: DialectName): string {
  const dialect = dialectOf(dialectName);
  if (type === undefined) return "null";
  const named = typeName(type, dialectName);
  if (cell === null) return `cast(null as ${named})`;
  if (type.startsWith("list of")) {
    const items = (JSON.parse(cell) as string[]).map((item) => dialect.literal(item)).join(", ");
    return `${dialectName === "snowflake" ? "array_construct" : "array"}(${items})`;
  }
  if (type === "json" && dialect.readJson) return dialect.readJson(dialect.literal(cell));
  // Engines that have no type for it hold it as a text, written as usual.
  return `cast(${dialect.literal(type === "uuid" ? cell.toLowerCase() : cell)} as ${named})`;
}
