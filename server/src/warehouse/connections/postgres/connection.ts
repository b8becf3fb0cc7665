/** A Postgres as a `Connection`: every query in a read-only transaction of its own. */
import type { Client } from "pg";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded } from "../../bounded.ts";
import { type ResolvedSettings, resolveSettings } from "../../settings.ts";
import {
  type BindResult,
  type Connection,
  type ConnectionKind,
  type OpenContext,
  type QueryResult,
  type RunOptions,
  WarehouseError,
} from "../../types.ts";
import { cellOf } from "./cells.ts";
import { type Clients, createClients, type Session } from "./clients.ts";
import { targetOf } from "./config.ts";
import { postgresError } from "./errors.ts";
import { describe, type Field, fetchRows } from "./protocol.ts";
import { type ColumnTypes, createColumnTypes } from "./types.ts";
import type { Variety } from "./variety.ts";

interface Server {
  readonly name: string;
  readonly variety: Variety;
  readonly clients: Clients;
  readonly types: ColumnTypes;
  /** Begins a transaction in which nothing can be written and texts have one form. */
  readonly begin: string;
  redact(message: string): string;
}

/** Opens at once, so that a wrong password is told now. Rejects with `WarehouseError`. */
export async function openPostgres(
  given: ConnectionSettings,
  kind: ConnectionKind,
  variety: Variety,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const target = await targetOf(settings, context.projectRoot, variety.port);
  const password = typeof target.config.password === "string" ? target.config.password : "";
  const redact = (message: string): string =>
    settings.redact(password.length > 2 ? message.replaceAll(password, "***") : message);
  const server: Server = {
    name: settings.name,
    variety,
    clients: createClients(target, redact),
    types: createColumnTypes(),
    begin: beginOf(settings, variety),
    redact,
  };
  await transaction(server, signal, {}, async () => undefined);
  return connectionOf(server);
}

function beginOf(settings: ResolvedSettings, variety: Variety): string {
  const schema = settings.text("schema");
  return [
    "begin read only",
    ...variety.session.map((setting) => `set local ${setting}`),
    ...(schema === undefined ? [] : [`set local search_path = "${schema.replaceAll('"', '""')}", public`]),
  ].join("; ");
}

function connectionOf(server: Server): Connection {
  const { listTables, describeTables, estimateOf } = server.variety;
  return {
    name: server.name,
    dialect: server.variety.dialect,
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true },
    tables: (signal) => transaction(server, signal, {}, listTables),
    async columns(parts, signal) {
      const found = await transaction(server, signal, {}, (client) => describeTables(client, parts));
      return found[0]?.columns;
    },
    describe: (signal) => transaction(server, signal, {}, (client) => describeTables(client)),
    bind: (sql, signal) => bind(server, sql, signal),
    estimate: (sql, signal) =>
      transaction(server, signal, { sql }, async (client) => {
        await prepare(client, sql);
        return estimateOf(client, sql);
      }),
    run: (sql, options, signal) =>
      transaction(server, signal, { sql, timeoutMs: options.timeoutMs }, (client, stopped) =>
        run(server, client, stopped, { sql, ...options }),
      ),
    close: () => server.clients.close(),
  };
}

interface Work {
  readonly sql?: string;
  readonly timeoutMs?: number;
}

/** The client stops waiting a little later than the server stops working, which tells more. */
const clientGraceMs = 1000;

async function transaction<T>(
  server: Server,
  signal: AbortSignal,
  { sql, timeoutMs }: Work,
  work: (client: Client, stopped: AbortSignal) => Promise<T>,
): Promise<T> {
  let session: Session | undefined;
  const stopping = {
    signal,
    ...(timeoutMs !== undefined && { timeoutMs: timeoutMs + clientGraceMs }),
    cancel: () => (session ? server.clients.cancel(session) : (false as const)),
  };
  try {
    return await bounded(stopping, async (stopped) => {
      const limit = timeoutMs === undefined ? "" : `; set local statement_timeout = ${Math.ceil(timeoutMs)}`;
      const taken = await begin(server, server.begin + limit);
      session = taken;
      try {
        stopped.throwIfAborted();
        return await work(taken.client, stopped);
      } finally {
        // A cancellation may still be on its way to this session; it must not hit the next query.
        if (stopped.aborted) taken.lost = true;
        await end(server, taken);
      }
    });
  } catch (error) {
    const connected = session !== undefined;
    throw postgresError(error, { sql, timeoutMs, connected, redact: server.redact });
  }
}

/** A session with its transaction begun. One that was lost while it waited is replaced: nothing has been asked of it. */
async function begin(server: Server, sql: string): Promise<Session> {
  const session = await server.clients.take();
  try {
    await session.client.query(sql);
    return session;
  } catch (error) {
    session.lost = true;
    server.clients.giveBack(session);
    const told = postgresError(error, { connected: true, redact: server.redact });
    if (!session.used || told.kind !== "lost") throw told;
    server.clients.dropIdle();
    return begin(server, sql);
  }
}

async function end(server: Server, session: Session): Promise<void> {
  if (!session.lost)
    await session.client.query("rollback").catch(() => {
      session.lost = true;
    });
  server.clients.giveBack(session);
}

async function prepare(client: Client, sql: string): Promise<readonly Field[]> {
  const fields = await describe(client, sql);
  if (fields) return fields;
  throw new WarehouseError("refused", "Only a query can be run; this statement gives no rows.");
}

async function bind(server: Server, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    return await transaction(server, signal, { sql }, async (client) => {
      const fields = await prepare(client, sql);
      const types = await server.types.of(client, fields);
      return { ok: true, columns: fields.map(({ name }, i) => ({ name, type: types[i]?.name ?? "" })) };
    });
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

async function run(
  server: Server,
  client: Client,
  stopped: AbortSignal,
  { sql, limit }: RunOptions & { readonly sql: string },
): Promise<QueryResult> {
  const started = performance.now();
  const fields = await prepare(client, sql);
  stopped.throwIfAborted();
  const found = await fetchRows(client, limit + 1);
  const types = await server.types.of(client, fields);
  const rows = found.slice(0, limit).map((row) => row.map((text, i) => cellOf(text, types[i] ?? { oid: 0 })));
  return {
    columns: fields.map(({ name }, i) => ({ name, type: types[i]?.name ?? "" })),
    rows,
    truncated: found.length > limit,
    elapsedMs: performance.now() - started,
  };
}
