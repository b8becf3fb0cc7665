/** PostgreSQL. */
import type { ConnectionKind } from "../types.ts";

/** Of every engine that speaks PostgreSQL's protocol. */
export const postgresSettings: ConnectionKind["settings"] = [
  { name: "host" },
  { name: "port" },
  { name: "database" },
  { name: "user" },
  { name: "password", secret: true },
  { name: "schema" },
  { name: "sslmode" },
  { name: "sslrootcert" },
  { name: "sslcert" },
  { name: "sslkey" },
  { name: "url", secret: true },
];

export const postgres: ConnectionKind = {
  type: "postgres",
  settings: postgresSettings,
  async open(settings, context, signal) {
    const { openPostgres } = await import("./postgres/connection.ts");
    const { postgresVariety } = await import("./postgres/variety.ts");
    return openPostgres(settings, postgres, postgresVariety, context, signal);
  },
};
