/** DuckDB inside this process: a database file opened read-only, files of the project as tables, or both. */
import type { ConnectionKind } from "../types.ts";

export const duckdb: ConnectionKind = {
  type: "duckdb",
  settings: [{ name: "path" }, { name: "files" }],
  async open(settings, context, signal) {
    const { openDuckDb } = await import("./duckdb/connection.ts");
    return openDuckDb(settings, duckdb, context, signal);
  },
};
