/** A Databricks SQL warehouse, by its Statement Execution API, which needs no driver. */
import { artifactsSetting, namespaceIn } from "../settings.ts";
import type { ConnectionKind } from "../types.ts";

export const databricks: ConnectionKind = {
  type: "databricks",
  title: "Databricks",
  description: "Databricks SQL.",
  dialect: "databricks",
  settings: [
    { name: "host", type: "text", required: true, description: "The workspace's name or address." },
    {
      name: "http_path",
      type: "text",
      required: true,
      description: "The SQL warehouse's HTTP path, `/sql/1.0/warehouses/…`.",
    },
    {
      name: "token",
      type: "text",
      secret: true,
      description: "A personal token.",
    },
    {
      name: "client_id",
      type: "text",
      description: "A service principal's id, with `client_secret`.",
    },
    {
      name: "client_secret",
      type: "text",
      secret: true,
      description: "The service principal's secret.",
    },
    { name: "catalog", type: "text", description: "The catalog of tables that are named without one." },
    { name: "schema", type: "text", description: "Schema of tables that are named without one." },
    artifactsSetting,
  ],
  namespace: (settings) => namespaceIn(settings, { database: "catalog", schema: "schema" }),
  async open(settings, context, signal) {
    const { openDatabricks } = await import("./databricks/connection.ts");
    return openDatabricks(settings, databricks, context, signal);
  },
};
