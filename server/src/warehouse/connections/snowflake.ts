/** Snowflake, by its own driver, which is installed on demand. */
import type { ConnectionKind } from "../types.ts";

export const snowflake: ConnectionKind = {
  type: "snowflake",
  settings: [
    { name: "account", required: true },
    { name: "user" },
    { name: "password", secret: true },
    { name: "authenticator" },
    { name: "private_key", secret: true },
    { name: "private_key_path" },
    { name: "private_key_passphrase", secret: true },
    { name: "token", secret: true },
    { name: "role" },
    { name: "warehouse" },
    { name: "database", required: true },
    { name: "schema" },
    { name: "url" },
  ],
  async open(settings, context, signal) {
    const { openSnowflake } = await import("./snowflake/connection.ts");
    return openSnowflake(settings, snowflake, context, signal);
  },
};
