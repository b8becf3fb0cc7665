/** ClickHouse, over its HTTP interface. https://clickhouse.com/docs/interfaces/http */
import type { ConnectionKind } from "../types.ts";

export const clickhouse: ConnectionKind = {
  type: "clickhouse",
  settings: [
    { name: "host", required: true },
    { name: "port" },
    { name: "database" },
    { name: "user" },
    { name: "password", secret: true },
    { name: "ssl" },
  ],
  async open(settings, context, signal) {
    const { openClickHouse } = await import("./clickhouse/connection.ts");
    return openClickHouse(settings, clickhouse, context, signal);
  },
};
