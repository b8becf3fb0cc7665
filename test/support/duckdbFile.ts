import { DuckDBInstance } from "@duckdb/node-api";

/** Makes a DuckDB file by these statements, as another program would. */
export async function writeDatabase(path: string, ...statements: readonly string[]): Promise<void> {
  const database = await DuckDBInstance.create(path);
  const connection = await database.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  database.closeSync();
}
