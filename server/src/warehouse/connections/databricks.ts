/** A Databricks SQL warehouse, by its Statement Execution API, which needs no driver. */
import type { ConnectionKind } from "../types.ts";

export const databricks: ConnectionKind = {
  type: "databricks",
  settings: [
    { name: "host", required: true },
    { name: "http_path", required: true },
    { name: "token", secret: true },
    { name: "client_id" },
    { name: "client_secret", secret: true },
    { name: "catalog" },
    { name: "schema" },
  ],
  async open(settings, context, signal) {
    const { openDatabricks } = await import("./databricks/connection.ts");
    return openDatabricks(settings, databricks, context, signal);
  },
};
