/** How a run of tests asks its connection: bounded in time, bytes and rows. */
import { costGuard } from "../../warehouse/costGuard.ts";
import { type Connection, type QueryResult, WarehouseError } from "../../warehouse/types.ts";

export interface Asking {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** Of one query. */
  readonly timeoutMs: number;
  /** Bytes that a query may read; absent once the user has confirmed to read more. */
  readonly maxBytes: number | undefined;
}

/** Rejects with `WarehouseError`: of kind `refused` where the query would read more than it may. */
export async function ask(
  { connection, signal, timeoutMs, maxBytes }: Asking,
  sql: string,
  limit: number,
): Promise<QueryResult> {
  const verdict = await costGuard(connection, sql, maxBytes, signal);
  if (!verdict.allowed) throw new WarehouseError("refused", verdict.reason);
  return connection.run(sql, { limit, timeoutMs }, signal);
}

/** The one row of a query that gives one; empty where it gives none. */
export async function askRow(asking: Asking, sql: string): Promise<QueryResult["rows"][number]> {
  const { rows } = await ask(asking, sql, 1);
  return rows[0] ?? [];
}
