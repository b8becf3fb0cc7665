/** A golden case's tables in a DuckDB of a test's own. */
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { open, temporaryFolder } from "./connections.ts";
import type { GoldenCase, GoldenTable } from "./golden.ts";
import { tableStatements } from "./goldenStatements.ts";

export interface Session {
  /** Rows as texts by column. */
  rows(sql: string): Promise<Readonly<Record<string, unknown>>[]>;
  run(sql: string): Promise<void>;
  close(): void;
}

export async function duckDbSession(tables: readonly GoldenTable[] = []): Promise<Session> {
  const instance = await DuckDBInstance.create(":memory:");
  const session: DuckDBConnection = await instance.connect();
  await session.run("set timezone = 'Asia/Tokyo'");
  for (const statement of tableStatements(tables, "duckdb")) await session.run(statement);
  return {
    async rows(sql) {
      const result = await session.runAndReadAll(sql);
      return result.getRowObjectsJson();
    },
    async run(sql) {
      await session.run(sql);
    },
    close() {
      session.closeSync();
      instance.closeSync();
    },
  };
}

/** Rows as a set that can be compared. */
export function asSet(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** A connection to a database of its own with the case's tables. */
export async function goldenConnection(golden: GoldenCase) {
  const folder = await temporaryFolder();
  const instance = await DuckDBInstance.create(join(folder.path, "golden.duckdb"));
  const session = await instance.connect();
  for (const statement of tableStatements(golden.tables, "duckdb")) await session.run(statement);
  session.closeSync();
  instance.closeSync();
  const connection = await open("duckdb", { path: "golden.duckdb" }, { projectRoot: folder.path });
  return { connection, remove: () => folder.remove() };
}
