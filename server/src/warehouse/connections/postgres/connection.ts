/** A Postgres as a `Connection`: every query in a read-only transaction of its own. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { answeringConnection, type QueryEngine } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Connection, ConnectionKind, OpenContext } from "../../types.ts";
import { cellOf } from "./cells.ts";
import { createClients } from "./clients.ts";
import { targetOf } from "./config.ts";
import { volatileAmong } from "./functions.ts";
import { ask, beginOf, type PostgresColumn, type PostgresServer } from "./server.ts";
import { createColumnTypes } from "./types.ts";
import type { Variety } from "./variety.ts";

/** Rejects with `WarehouseError`. */
export async function openPostgres(
  given: ConnectionSettings,
  kind: ConnectionKind,
  variety: Variety,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const target = await targetOf(settings, context, variety.port);
  const server: PostgresServer = {
    clients: createClients(target),
    types: createColumnTypes(),
    begin: beginOf(settings, variety),
    cutsTexts: variety.dialect === "postgres",
  };
  const allowed = new Set(given.functions.map(({ value }) => value.toLowerCase()));
  return answeringConnection(settings.name, engineOf(server, variety, allowed), signal);
}

function engineOf(
  server: PostgresServer,
  { dialect, catalog, estimate }: Variety,
  allowed: ReadonlySet<string>,
): QueryEngine<PostgresColumn> {
  return {
    dialect,
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true },
    ask: (statement, running, stopped) => ask(server, statement, running, stopped),
    cell: (value, { value: type }) => cellOf(typeof value === "string" ? value : null, type),
    catalog,
    estimate,
    volatile: { allowed, ask: volatileAmong },
    refuses: true,
    graceMs: 1000,
    close: () => server.clients.close(),
  };
}
