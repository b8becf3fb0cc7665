/** ClickHouse, over its HTTP interface. https://clickhouse.com/docs/interfaces/http */
import { artifactsSetting, namespaceIn } from "../settings.ts";
import type { ConnectionKind } from "../types.ts";

export const clickhouse: ConnectionKind = {
  type: "clickhouse",
  title: "ClickHouse",
  description: "ClickHouse.",
  dialect: "clickhouse",
  settings: [
    { name: "host", type: "text", required: true, description: "The server's name or address." },
    {
      name: "port",
      type: "integer",
      default: "`8443` with TLS, `8123` without",
      description: "The server's port.",
    },
    { name: "database", type: "text", description: "The database to connect to." },
    {
      name: "user",
      type: "text",
      default: "`default`",
      description: "The user to connect as; one who may only read is enough.",
    },
    {
      name: "password",
      type: "text",
      secret: true,
      description: "The password.",
    },
    { name: "ssl", type: "flag", default: "no", description: "Whether to connect by TLS." },
    artifactsSetting,
  ],
  namespace: (settings) => namespaceIn(settings, { schema: "database" }),
  async open(settings, context, signal) {
    const { openClickHouse } = await import("./clickhouse/connection.ts");
    return openClickHouse(settings, clickhouse, context, signal);
  },
};
