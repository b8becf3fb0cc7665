/** A server that speaks PostgreSQL's protocol: each statement in a read-only transaction of its own. */

import { postgres } from "../../../sql/dialects/postgres.ts";
import { createMeter } from "../../answerLimits.ts";
import type { Answer, Running, Statement } from "../../queryConnection.ts";
import type { ResolvedSettings } from "../../settings.ts";
import { quoted } from "../../sqlCatalog.ts";
import { type ResultColumn, WarehouseError } from "../../types.ts";
import type { ValueType } from "./cells.ts";
import type { Clients, PostgresSession } from "./clients.ts";
import { cutting } from "./cutting.ts";
import { postgresError } from "./errors.ts";
import { describe, fetchRows } from "./protocol.ts";
import type { ColumnTypes } from "./types.ts";
import type { Variety } from "./variety.ts";

export interface PostgresColumn extends ResultColumn {
  readonly value: ValueType;
}

export interface PostgresServer {
  readonly clients: Clients;
  readonly types: ColumnTypes;
  /** Begins a transaction in which nothing can be written and texts have one form. */
  readonly begin: string;
  /** Whether texts are cut on the server, before they are sent: elsewhere they can't be long. */
  readonly cutsTexts: boolean;
}

/** The statements that begin a transaction. */
export function beginOf(settings: ResolvedSettings, { session }: Variety): string {
  const schema = settings.text("schema");
  return [
    "begin read only",
    ...session.map((setting) => `set local ${setting}`),
    ...(schema === undefined ? [] : [`set local search_path = ${quoted(postgres, schema)}, public`]),
  ].join("; ");
}

/** Asks one statement. Rejects with `WarehouseError`. */
export async function ask(
  server: PostgresServer,
  statement: Statement,
  running: Running,
  stopped: AbortSignal,
): Promise<Answer<PostgresColumn>> {
  const { sql, timeoutMs } = statement;
  const limit = timeoutMs === undefined ? "" : `; set local statement_timeout = ${Math.ceil(timeoutMs)}`;
  const session = await begin(server, server.begin + limit);
  running.cancel = () => server.clients.cancel(session);
  let isBroken = false;
  try {
    stopped.throwIfAborted();
    return await answer(server, session, statement, stopped);
  } catch (error) {
    isBroken = error instanceof WarehouseError && error.kind === "limit";
    throw postgresError(error, { sql, connected: true });
  } finally {
    // A cancellation may still be on its way to this session; it must not hit the next query.
    if (stopped.aborted || isBroken) session.lost = true;
    await end(server, session);
  }
}

async function answer(
  { types, cutsTexts }: PostgresServer,
  { client, intake }: PostgresSession,
  { sql, before, describeOnly, wanted }: Statement,
  stopped: AbortSignal,
): Promise<Answer<PostgresColumn>> {
  const fields = await describe(client, sql);
  if (!fields) throw new WarehouseError("refused", "Only a query can be run; this statement gives no rows.");
  stopped.throwIfAborted();
  const cut = before === 0 && cutsTexts ? cutting(sql, fields) : undefined;
  const fetching = { ...(cut && { sql: cut.sql }), rows: wanted ?? 0 };
  intake.allow(createMeter(wanted));
  const rows = describeOnly
    ? []
    : await fetchRows(client, fetching).catch((error: unknown) => {
        throw moved(error, cut?.before ?? 0);
      });
  const known = await types.of(client, fields);
  const columns = fields.map(({ name, dataTypeID: oid }, i) => {
    const value = known[i];
    return { name, type: value?.name ?? "", value: value ?? { oid } };
  });
  return { columns, rows };
}

/** An error's place, in the query that stands in another. */
function moved(error: unknown, before: number): unknown {
  if (!(error instanceof Error) || !("position" in error) || typeof error.position !== "string") return error;
  return Object.assign(error, { position: String(Math.max(1, Number(error.position) - before)) });
}

/** A session with its transaction begun. One that was lost while it waited is replaced: nothing has been asked of it. */
async function begin(server: PostgresServer, sql: string): Promise<PostgresSession> {
  const session = await server.clients.take();
  try {
    await session.client.query(sql);
    return session;
  } catch (error) {
    session.lost = true;
    server.clients.giveBack(session);
    const told = postgresError(error, { connected: true });
    if (!session.used || told.kind !== "lost") throw told;
    server.clients.dropIdle();
    return begin(server, sql);
  }
}

async function end({ clients }: PostgresServer, session: PostgresSession): Promise<void> {
  if (!session.lost)
    await session.client.query("rollback").catch(() => {
      session.lost = true;
    });
  clients.giveBack(session);
}
