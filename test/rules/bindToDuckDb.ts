import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { bindProject } from "../../server/src/binding/bindProject.ts";
import type { BoundProject } from "../../server/src/binding/types.ts";
import type { Project } from "../../server/src/project/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";
import { shopTables } from "./shop.ts";

/** Lends a connection to a database that holds the shop's tables, empty. */
export async function withShopDatabase<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder();
  try {
    await createDatabase(join(folder.path, "warehouse.duckdb"));
    const connection = await open("duckdb", { path: "warehouse.duckdb" }, { projectRoot: folder.path });
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

async function createDatabase(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run("create schema shop");
  for (const statement of shopTables) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
