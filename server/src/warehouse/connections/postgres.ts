/** PostgreSQL. */
import { artifactsSetting, namespaceIn, type ResolvedSettings } from "../settings.ts";
import type { ConnectionKind, Namespace, SettingDeclaration } from "../types.ts";

/** Of every engine that speaks PostgreSQL's protocol. */
export const postgresSettings = (port: string): readonly SettingDeclaration[] => [
  { name: "host", type: "text", default: "`localhost`", description: "The server's name or address." },
  { name: "port", type: "integer", default: `\`${port}\``, description: "The server's port." },
  { name: "database", type: "text", description: "The database to connect to." },
  {
    name: "user",
    type: "text",
    description: "The user to connect as; one who may only read is enough.",
  },
  {
    name: "password",
    type: "text",
    secret: true,
    description: "The password.",
  },
  { name: "schema", type: "text", description: "Schema of tables that are named without one." },
  {
    name: "sslmode",
    type: "text",
    default: "`prefer`",
    description:
      "How the connection is encrypted: `disable`, `prefer`, `require`, `verify-ca` or `verify-full`.",
  },
  {
    name: "sslrootcert",
    type: "path",
    description: "File of the certificates that the server's certificate is checked against.",
  },
  { name: "sslcert", type: "path", description: "File of the client's certificate." },
  { name: "sslkey", type: "path", description: "File of the client's key." },
  {
    name: "url",
    type: "text",
    secret: true,
    description: "The whole address, `postgres://user@host:5432/database`.",
  },
  artifactsSetting,
];

export const postgresNamespace = (settings: Pick<ResolvedSettings, "text">): Namespace =>
  namespaceIn(settings, { database: "database", schema: "schema" });

export const postgres: ConnectionKind = {
  type: "postgres",
  title: "PostgreSQL",
  description: "PostgreSQL.",
  dialect: "postgres",
  settings: postgresSettings("5432"),
  namespace: postgresNamespace,
  async open(settings, context, signal) {
    const { openPostgres } = await import("./postgres/connection.ts");
    const { postgresVariety } = await import("./postgres/variety.ts");
    return openPostgres(settings, postgres, postgresVariety, context, signal);
  },
};
