/** How each engine changes tables: what a script is made of that keeps a relation up to date. */
import type { DialectName } from "./types.ts";

/** A dialect's statements, each without its end. */
export interface ScriptDialect {
  /** Around statements that come into force together; absent where the engine has no such thing. */
  readonly transaction?: readonly [begin: string, commit: string];
  /** Makes the table with the query's columns and no rows, unless it is there; absent where a query can't tell the columns then. */
  createEmpty?(table: string, query: string): string;
  /** Before `as` and a query: a table that only the script sees. Elsewhere it is a table like any other. */
  readonly temporary?: string;
}

const createEmpty = (table: string, query: string): string =>
  `create table if not exists ${table} as\nselect *\nfrom (\n${query}\n) as relation\nlimit 0`;

const temporary = "create temporary table";

export const scriptDialects: Readonly<Record<DialectName, ScriptDialect>> = {
  duckdb: { transaction: ["begin transaction", "commit"], createEmpty, temporary },
  postgres: { transaction: ["begin", "commit"], createEmpty, temporary },
  snowflake: { transaction: ["begin transaction", "commit"], createEmpty, temporary },
  bigquery: {
    transaction: ["begin transaction", "commit transaction"],
    createEmpty,
    temporary: "create temp table",
  },
  // `create table as` knows no `if not exists` there.
  redshift: { transaction: ["begin", "commit"], temporary },
  databricks: { createEmpty },
  trino: { createEmpty },
  clickhouse: {
    createEmpty: (table, query) =>
      `create table if not exists ${table}\nengine = MergeTree order by tuple() as\nselect *\nfrom (\n${query}\n) as relation\nlimit 0`,
    temporary,
  },
};
