/** Warehouses that dbt builds in and a test looks into. */
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "./connections.ts";
import { dbtPostgresPython, dbtPython } from "./dbtProject.ts";
import { startPostgres } from "./postgres.ts";

export interface DbtWarehouse {
  readonly dialect: "duckdb" | "postgres";
  /** The interpreter that has dbt and its adapter. */
  readonly python: string;
  /** What `profiles.yml` says of its target. */
  readonly target: Readonly<Record<string, unknown>>;
  run(statements: readonly string[]): Promise<void>;
  /** Rows of a query as texts, in an order that depends on nothing else. */
  rows(sql: string): Promise<string[]>;
  /** As the command line would look into it, between two runs of dbt. */
  connect(): Promise<Connection>;
  stop(): Promise<void>;
}

/** The database file stands in the folder, as `warehouse.duckdb`; it is closed whenever dbt may open it. */
export async function duckDbWarehouse(folder: string): Promise<DbtWarehouse> {
  const path = join(folder, "warehouse.duckdb");
  async function within<T>(work: (session: Awaited<ReturnType<DuckDBInstance["connect"]>>) => Promise<T>) {
    const instance = await DuckDBInstance.create(path);
    const session = await instance.connect();
    try {
      await session.run("set timezone = 'Asia/Tokyo'");
      return await work(session);
    } finally {
      session.closeSync();
      instance.closeSync();
    }
  }
  return {
    dialect: "duckdb",
    python: await dbtPython(),
    target: { type: "duckdb", path, threads: 2 },
    run: (statements) =>
      within(async (session) => {
        for (const statement of statements) await session.run(statement);
      }),
    rows: (sql) =>
      within(async (session) => {
        const result = await session.runAndReadAll(sql);
        return result
          .getRowObjectsJson()
          .map((row) => JSON.stringify(row))
          .sort();
      }),
    connect: () => open("duckdb", { path: "warehouse.duckdb" }, { projectRoot: folder }),
    stop: async () => undefined,
  };
}

/** A server of its own. */
export async function postgresWarehouse(): Promise<DbtWarehouse> {
  const python = await dbtPostgresPython();
  const server = await startPostgres();
  const { host, port, user, database } = server;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  return {
    dialect: "postgres",
    python,
    target: {
      type: "postgres",
      host,
      port,
      user,
      password: "none",
      dbname: database,
      schema: "main",
      threads: 2,
    },
    async run(statements) {
      for (const statement of statements) await client.query(statement);
    },
    async rows(sql) {
      const { rows } = await client.query(`select to_jsonb(r)::text as row from (${sql}) as r`);
      return rows.map(({ row }) => String(row)).sort();
    },
    connect: () => open("postgres", { host, port, user, database }),
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}
