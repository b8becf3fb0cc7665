/** Runs a bounded sample of one event or stream. */
import { boundKey } from "../binding/boundKey.ts";
import type { Finding } from "../document/types.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import type { Connection, Estimate, QueryResult } from "../warehouse/types.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { momentCell, withMoments } from "./eventTimes.ts";
import { type FailingSql, findFailing, isOfSql } from "./findFailing.ts";
import { type PreviewRequest, previewSql } from "./previewSql.ts";
import { refusedBy, unreadableTables } from "./whyNoRows.ts";

export type PreviewOutcome =
  | {
      readonly kind: "rows";
      readonly sql: string;
      readonly result: QueryResult;
      readonly estimate?: Estimate;
    }
  /** It has no SQL; the findings say why, if anything can be said. */
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] }
  | { readonly kind: "costly"; readonly reason: string; readonly sql: string }
  | {
      readonly kind: "failed";
      readonly error: WarehouseError;
      readonly sql: string;
      /** Which SQL of the author is to blame, where that could be found. */
      readonly failing?: FailingSql;
    };

/** Runs it on a connection. Rejects only with errors that are not the warehouse's, and `RangeError` for a window that is none. */
export async function runPreview(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  const hopeless = hopelessIn(request);
  if (hopeless.length > 0) return { kind: "invalid", findings: hopeless };
  const outcome = await runOnce(request, connection, signal);
  if (outcome.kind !== "failed") return outcome;
  const { error } = outcome;
  const failing = isOfSql(error) ? await failingIn(request, connection, error, signal) : undefined;
  return { ...outcome, ...(failing && { failing }) };
}

async function runOnce(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<PreviewOutcome> {
  // One more than is shown tells whether there are more.
  const written = previewSql(request, { ...request.window, limit: request.limit + 1 });
  if ("findings" in written) return { kind: "invalid", findings: written.findings };
  const { sql, names } = written;
  try {
    const { limit, timeoutMs, maxBytes } = request;
    const verdict = await costGuard(connection, sql, maxBytes, signal);
    if (!verdict.allowed) return { kind: "costly", reason: verdict.reason, sql };
    const { estimate } = verdict;
    const result = await connection.run(sql, { limit, timeoutMs }, signal);
    return {
      kind: "rows",
      sql,
      result: withMoments(named(result, names), connection.dialect),
      ...(estimate && { estimate }),
    };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return { kind: "failed", error, sql };
  }
}

/** Columns as the plan calls them: engines fold case, and number names that they take for one. */
function named(result: QueryResult, names: readonly string[]): QueryResult {
  const columns = result.columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }));
  return { ...result, columns };
}

/** Tables that can't be read, and expressions that the engine had to be stopped over already when it was asked for their types. */
function hopelessIn({ target, project, bound }: PreviewRequest): Finding[] {
  if (target.kind === "stream") return [];
  const { event } = target;
  return [...unreadableTables(event, project), ...refusedBy(bound, event, ({ stopped }) => stopped === true)];
}

/** What the engine has refused already, else what fails on the rows; that is asked of engines alone that cost nothing. */
async function failingIn(
  request: PreviewRequest,
  connection: Connection,
  error: WarehouseError,
  signal: AbortSignal,
): Promise<FailingSql | undefined> {
  const { target, bound } = request;
  if (target.kind === "stream") return undefined;
  const { event } = target;
  const refused = bound?.events.get(boundKey(event.file, event.name, event.also))?.failures ?? [];
  const [refusal] = [...refused.filter(({ file }) => file === event.file), ...refused];
  if (refusal) return refusal;
  const found = connection.capabilities.embedded
    ? await findFailing(request, event, connection, signal)
    : undefined;
  return found && { ...found, message: error.message };
}

/** How many events there are in all, and when the newest happened (ISO 8601). `undefined` for what has no SQL. */
export async function countEvents(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<{ count: number; lastAt: string | undefined } | undefined> {
  const written = previewSql(request, {});
  if ("findings" in written) return undefined;
  const sql = `select count(occurred_at) as events, max(occurred_at) as last_at from (\n${written.sql}\n) as counted`;
  const { rows } = await connection.run(sql, { limit: 1, timeoutMs: request.timeoutMs }, signal);
  const [count, newest] = rows[0] ?? [];
  if (count === undefined || count === null) return undefined;
  const lastAt = momentCell(newest ?? null, connection.dialect);
  return { count: Number(count), lastAt: typeof lastAt === "string" ? lastAt : undefined };
}
