/** PostgreSQL, and what speaks its protocol. */
import type { ConnectionKind } from "../types.ts";

const settings: ConnectionKind["settings"] = [
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
  settings,
  async open(given, context, signal) {
    const { openPostgres } = await import("./postgres/connection.ts");
    return openPostgres(given, { kind: postgres, dialect: "postgres" }, context, signal);
  },
};
