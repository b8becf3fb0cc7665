/** A Trino coordinator as a `Connection`. Only statements that read are sent to it. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded } from "../../bounded.ts";
import { oneQuery } from "../../oneQuery.ts";
import { resolveSettings } from "../../settings.ts";
import {
  type BindResult,
  type Connection,
  type ConnectionKind,
  type OpenContext,
  type QueryResult,
  type ResultColumn,
  type RunOptions,
  WarehouseError,
} from "../../types.ts";
import { describeTables, listTables } from "./catalog.ts";
import { cellOf } from "./cells.ts";
import { trinoError } from "./errors.ts";
import { estimateOf } from "./estimate.ts";
import { type Ask, type Field, newStatement, type Statement, type Target } from "./protocol.ts";
import { targetOf } from "./target.ts";

interface Work {
  readonly sql: string;
  /** What is sent, where that is not the user's own text. */
  readonly sent?: string;
  readonly wanted: number;
  readonly timeoutMs?: number;
}

/** Opens at once, so that a wrong password or address is told now. Rejects with `WarehouseError`. */
export async function openTrino(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const target = targetOf(settings);
  const catalog = settings.required("catalog");
  await query(target, { sql: "select 1", wanted: 1 }, signal);
  const ask =
    (stop: AbortSignal): Ask =>
    async (sql) =>
      (await query(target, { sql, wanted: Number.POSITIVE_INFINITY }, stop)).rows;
  return {
    name: settings.name,
    dialect: "trino",
    capabilities: { bind: true, estimate: true, cancel: true },
    tables: (stop) => listTables(ask(stop), catalog),
    async columns(parts, stop) {
      const found = await describeTables(ask(stop), catalog, parts);
      return found[0]?.columns;
    },
    describe: (stop) => describeTables(ask(stop), catalog),
    bind: (sql, stop) => bind(target, sql, stop),
    estimate: (sql, stop) => estimateOf(ask(stop), oneQuery(sql, "trino")),
    run: (sql, options, stop) => run(target, sql, options, stop),
    close: async () => undefined,
  };
}

async function query(
  target: Target,
  { sql, sent, wanted, timeoutMs }: Work,
  signal: AbortSignal,
): Promise<{ readonly fields: readonly Field[]; readonly rows: readonly (readonly unknown[])[] }> {
  const session: Record<string, string> =
    timeoutMs === undefined ? {} : { query_max_run_time: `${Math.ceil(timeoutMs + 1000)}ms` };
  let statement: Statement | undefined;
  const bounds = {
    signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
    cancel: () => (statement ? statement.cancel() : (false as const)),
  };
  try {
    return await bounded(bounds, () => {
      statement = newStatement(target, sent ?? sql, session);
      return statement.rows(wanted);
    });
  } catch (error) {
    throw trinoError(error, {
      sql: sent ?? sql,
      ...(timeoutMs !== undefined && { timeoutMs }),
      address: target.address,
      redact: target.redact,
    });
  }
}

/** Stands on a line of its own, so that columns of errors are the query's own. */
const bindHead = "select * from (\n";

/** No rows are read: the planner answers `limit 0` by itself. */
async function bind(target: Target, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    const sent = `${bindHead}${oneQuery(sql, "trino")}\n) as bound limit 0`;
    const { fields } = await query(target, { sql, sent, wanted: 1 }, signal);
    return { ok: true, columns: columnsOf(fields) };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    const offset = error.offset === undefined ? undefined : Math.max(0, error.offset - bindHead.length);
    return { ok: false, message: error.message, ...(offset !== undefined && { offset }) };
  }
}

/** A decimal is spelled as the information schema does. */
function columnsOf(fields: readonly Field[]): ResultColumn[] {
  return fields.map(({ name, type }) => ({
    name,
    type: type.replace(/\bdecimal\((\d+), (\d+)\)/g, "decimal($1,$2)"),
  }));
}

async function run(
  target: Target,
  sql: string,
  options: RunOptions,
  signal: AbortSignal,
): Promise<QueryResult> {
  const { limit, timeoutMs } = options;
  const started = performance.now();
  const sent = oneQuery(sql, "trino");
  const { fields, rows } = await query(target, { sql, sent, wanted: limit + 1, timeoutMs }, signal);
  return {
    columns: columnsOf(fields),
    rows: rows
      .slice(0, limit)
      .map((row) => fields.map(({ typeSignature }, i) => cellOf(row[i], typeSignature))),
    truncated: rows.length > limit,
    elapsedMs: performance.now() - started,
  };
}
