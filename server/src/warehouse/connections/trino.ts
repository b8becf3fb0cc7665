/** Trino, and what speaks its protocol (Starburst). */
import { artifactsSetting, namespaceIn } from "../settings.ts";
import type { ConnectionKind } from "../types.ts";

export const trino: ConnectionKind = {
  type: "trino",
  title: "Trino",
  description: "Trino.",
  dialect: "trino",
  settings: [
    { name: "host", type: "text", required: true, description: "The server's name or address." },
    {
      name: "port",
      type: "integer",
      default: "`443` with TLS, `8080` without",
      description: "The server's port.",
    },
    {
      name: "user",
      type: "text",
      default: "`eventspec`",
      description: "The user to connect as; one who may only read is enough.",
    },
    {
      name: "password",
      type: "text",
      secret: true,
      description: "The password.",
    },
    {
      name: "token",
      type: "text",
      secret: true,
      description: "A token in place of a password.",
    },
    {
      name: "catalog",
      type: "text",
      required: true,
      description: "The catalog of tables that are named without one.",
    },
    { name: "schema", type: "text", description: "Schema of tables that are named without one." },
    {
      name: "ssl",
      type: "flag",
      default: "yes where there is a password or a token",
      description: "Whether to connect by TLS.",
    },
    artifactsSetting,
  ],
  namespace: (settings) => namespaceIn(settings, { database: "catalog", schema: "schema" }),
  async open(given, context, signal) {
    const { openTrino } = await import("./trino/connection.ts");
    return openTrino(given, trino, context, signal);
  },
};
