/** Snowflake, by its own driver, which is installed on demand. */
import { artifactsSetting, namespaceIn } from "../settings.ts";
import type { ConnectionKind } from "../types.ts";

export const snowflake: ConnectionKind = {
  type: "snowflake",
  title: "Snowflake",
  description: "Snowflake.",
  dialect: "snowflake",
  settings: [
    {
      name: "account",
      type: "text",
      required: true,
      description: "The account's identifier, such as `org-account`.",
    },
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
    {
      name: "authenticator",
      type: "text",
      default: "by what else is given",
      description: "How to log in, such as `externalbrowser`.",
    },
    {
      name: "private_key",
      type: "text",
      secret: true,
      description: "The key for key-pair authentication itself.",
    },
    { name: "private_key_path", type: "path", description: "File of the key for key-pair authentication." },
    {
      name: "private_key_passphrase",
      type: "text",
      secret: true,
      description: "What the key is encrypted with.",
    },
    {
      name: "token",
      type: "text",
      secret: true,
      description: "A token in place of a password.",
    },
    { name: "role", type: "text", default: "the user's own", description: "The role to use." },
    {
      name: "warehouse",
      type: "text",
      default: "the user's own",
      description: "The warehouse that queries run on.",
    },
    { name: "database", type: "text", required: true, description: "The database to connect to." },
    { name: "schema", type: "text", description: "Schema of tables that are named without one." },
    { name: "url", type: "text", description: "The account's address, where it is not the usual one." },
    artifactsSetting,
  ],
  namespace: (settings) => namespaceIn(settings, { database: "database", schema: "schema" }),
  async open(settings, context, signal) {
    const { openSnowflake } = await import("./snowflake/connection.ts");
    return openSnowflake(settings, snowflake, context, signal);
  },
};
