/** A golden case's tables in a DuckDB of a test's own. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { GoldenTable } from "./golden.ts";
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
