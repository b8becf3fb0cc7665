/** Amazon Redshift, by the protocol that it shares with PostgreSQL. */
import type { ConnectionKind } from "../types.ts";
import { postgresNamespace, postgresSettings } from "./postgres.ts";

export const redshift: ConnectionKind = {
  type: "redshift",
  title: "Redshift",
  description: "Amazon Redshift.",
  dialect: "redshift",
  settings: postgresSettings("5439"),
  namespace: postgresNamespace,
  async open(settings, context, signal) {
    const { openPostgres } = await import("./postgres/connection.ts");
    const { redshiftVariety } = await import("./redshift/variety.ts");
    return openPostgres(settings, redshift, redshiftVariety, context, signal);
  },
};
