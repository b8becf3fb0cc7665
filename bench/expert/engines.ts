/** Both texts of a spec, run on real engines over the example's data. */
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import type { Project } from "../../server/src/project/types.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import { shopFolder } from "./specs.ts";

export interface ExpertEngine {
  readonly dialect: "duckdb" | "postgres";
  /** Rows by column, as plain JSON. */
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Scans of tables in the engine's own plan. */
  scans(sql: string): Promise<number>;
  close(): Promise<void>;
}

const file = (table: string) => join(shopFolder, "data", `${table.replace(".", "/")}.csv`);

const tablesOf = (project: Project) =>
  project.catalog.tables.map(({ parts, columns }) => ({ name: parts.join("."), columns }));

export async function duckDb(project: Project): Promise<ExpertEngine> {
  const instance = await DuckDBInstance.create(":memory:");
  const session = await instance.connect();
  await session.run("set TimeZone = 'America/New_York'");
  for (const { name } of tablesOf(project)) {
    await session.run(`create schema if not exists ${name.split(".")[0]}`);
    await session.run(`create table ${name} as from read_csv('${file(name)}')`);
  }
  return {
    dialect: "duckdb",
    rows: async (sql) => (await session.runAndReadAll(sql)).getRowObjectsJson(),
    async scans(sql) {
      const [row] = (await session.runAndReadAll(`explain (format json) ${sql}`)).getRowsJson();
      return scansIn(JSON.parse(String(row?.[1])), ({ name }) => /^(?:SEQ|TABLE)_SCAN/.test(String(name)));
    },
    async close() {
      session.closeSync();
      instance.closeSync();
    },
  };
}

/** Types of DuckDB's that Postgres calls otherwise. */
const inPostgres: Readonly<Record<string, string>> = { VARCHAR: "text", DOUBLE: "double precision" };

/** Throws where there is no Postgres on this machine. */
export async function postgres(project: Project): Promise<ExpertEngine> {
  const server = await startPostgres();
  for (const { name, columns } of tablesOf(project)) {
    const types = columns.map(({ name, type = "VARCHAR" }) => [name, inPostgres[type] ?? type]);
    await server.load(name, file(name), Object.fromEntries(types));
  }
  const { host, port, user, database } = server;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  return {
    dialect: "postgres",
    rows: async (sql) => (await client.query(sql)).rows,
    async scans(sql) {
      const { rows } = await client.query(`explain (format json) ${sql}`);
      return scansIn(rows[0]["QUERY PLAN"], (node) => "Relation Name" in node);
    },
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

function scansIn(plan: unknown, isScan: (node: Readonly<Record<string, unknown>>) => boolean): number {
  if (typeof plan !== "object" || plan === null) return 0;
  const here = isScan(plan as Readonly<Record<string, unknown>>) ? 1 : 0;
  return Object.values(plan).reduce((count: number, child) => count + scansIn(child, isScan), here);
}
