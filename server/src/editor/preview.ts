/** Runs a bounded sample of one event. */
import type { Finding } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { compile } from "../sql/compile.ts";
import type { DialectName, ExpressionTypes, Window } from "../sql/types.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import type { Connection, Estimate, QueryResult } from "../warehouse/types.ts";
import { WarehouseError } from "../warehouse/types.ts";

export interface PreviewRequest {
  readonly project: Project;
  readonly event: ProjectEvent;
  readonly dialect: DialectName;
  readonly types: ExpressionTypes | undefined;
  readonly window: Window;
  readonly limit: number;
  readonly timeoutMs: number;
  /** Bytes that a query may read; absent once the user has confirmed to read more. */
  readonly maxBytes: number | undefined;
}

export type Preview =
  | {
      readonly kind: "rows";
      readonly sql: string;
      readonly result: QueryResult;
      readonly estimate?: Estimate;
    }
  | { readonly kind: "invalid"; readonly finding: Finding; readonly sql?: string }
  | { readonly kind: "costly"; readonly reason: string; readonly sql: string }
  | { readonly kind: "failed"; readonly error: WarehouseError; readonly sql: string };

/** The SQL of one event, as a relation of its own; or what keeps it from having any. */
export function previewSql(request: PreviewRequest): { sql: string } | { finding: Finding } {
  const { project, event, dialect, types, window } = request;
  const { relations, findings } = compile(project, {
    dialect,
    layout: "per_event",
    events: [event.name],
    window,
    ...(types ? { types } : {}),
  });
  const error = findings.find(({ severity }) => severity === "error");
  const relation = relations[0];
  if (relation && !error) return { sql: relation.sql };
  const message = `The event "${event.name}" yields no SQL yet.`;
  const span = event.definition.name.span;
  return { finding: error ?? { file: event.file, rule: "sql-refused", severity: "error", message, span } };
}

/** Runs it on a connection. Rejects only with errors that are not the warehouse's. */
export async function runPreview(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<Preview> {
  const written = previewSql(request);
  if ("finding" in written) return { kind: "invalid", finding: written.finding };
  const { sql } = written;
  try {
    const { limit, timeoutMs, maxBytes } = request;
    const verdict = await costGuard(connection, sql, maxBytes, signal);
    if (!verdict.allowed) return { kind: "costly", reason: verdict.reason, sql };
    const { estimate } = verdict;
    const result = await connection.run(sql, { limit, timeoutMs }, signal);
    return { kind: "rows", sql, result, ...(estimate ? { estimate } : {}) };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return { kind: "failed", error, sql };
  }
}

/** How many events there are in all, and when the newest happened. */
export async function countEvents(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<{ count: number; lastAt: string | undefined } | undefined> {
  const written = previewSql({ ...request, window: {} });
  if ("finding" in written) return undefined;
  const sql = `select count(occurred_at) as events, max(occurred_at) as last_at from (\n${written.sql}\n) as counted`;
  const { rows } = await connection.run(sql, { limit: 1, timeoutMs: request.timeoutMs }, signal);
  const [count, lastAt] = rows[0] ?? [];
  if (count === undefined || count === null) return undefined;
  return { count: Number(count), lastAt: typeof lastAt === "string" ? lastAt : undefined };
}
