/** Trino, and what speaks its protocol (Starburst). */
import type { ConnectionKind } from "../types.ts";

export const trino: ConnectionKind = {
  type: "trino",
  settings: [
    { name: "host", required: true },
    { name: "port" },
    { name: "user" },
    { name: "password", secret: true },
    { name: "token", secret: true },
    { name: "catalog", required: true },
    { name: "schema" },
    { name: "ssl" },
  ],
  async open(given, context, signal) {
    const { openTrino } = await import("./trino/connection.ts");
    return openTrino(given, trino, context, signal);
  },
};
