import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { bindProject } from "../../server/src/binding/bindProject.ts";
import type { BoundProject } from "../../server/src/binding/types.ts";
import type { Finding } from "../../server/src/document/types.ts";
import type { Project } from "../../server/src/project/types.ts";
import { dataFindings } from "../../server/src/tasks/data/dataFindings.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";
import { shopNow, shopRows, shopTables } from "./shop.ts";

/** Lends a connection to a database that holds the shop's tables, empty. */
export async function withShopDatabase<T>(
  work: (connection: Connection) => Promise<T>,
  rows: readonly string[] = [],
): Promise<T> {
  const folder = await temporaryFolder();
  try {
    await createDatabase(join(folder.path, "warehouse.duckdb"), rows);
    // What a file holds is known in bytes.
    const files = rows.length > 0 && { files: { "shop.page_views": "page_views.csv" } };
    if (files) await writeFile(join(folder.path, "page_views.csv"), pageViews());
    const settings = { path: "warehouse.duckdb", ...files };
    const connection = await open("duckdb", settings, { projectRoot: folder.path });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  } finally {
    await folder.remove();
  }
}

export function bindToDuckDb(project: Project): Promise<BoundProject> {
  return withShopDatabase((connection) => bindProject(project, connection, never()));
}

function pageViews(): string {
  const lines = Array.from({ length: 1000 }, (_, at) => `${at},2026-02-28 10:00:00,2026-02-28`);
  return `view_id,viewed_at,day\n${lines.join("\n")}\n`;
}

/** What rows tell of a project, looked at in the shop's database. */
export function lookAtRows(project: Project): Promise<ReadonlyMap<string, readonly Finding[]>> {
  return withShopDatabase(async (connection) => {
    const bound = await bindProject(project, connection, never());
    const request = {
      project,
      connection,
      dialect: "duckdb",
      bound,
      now: shopNow,
      events: project.events,
    } as const;
    const { findings, unseen } = await dataFindings(
      { ...request, timeoutMs: 30_000, maxBytes: 20_000 },
      never(),
    );
    assert.deepEqual(unseen, []);
    return findings;
  }, shopRows);
}

async function createDatabase(path: string, rows: readonly string[]): Promise<void> {
  const tables = rows.length > 0 ? shopTables.filter((table) => !table.includes("page_views")) : shopTables;
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run("create schema shop");
  for (const statement of [...tables, ...rows]) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
