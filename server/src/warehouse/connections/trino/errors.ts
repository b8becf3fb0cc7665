import { timeoutError } from "../../bounded.ts";
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import { TrinoFailure } from "./protocol.ts";

export interface ErrorContext {
  readonly sql?: string;
  readonly timeoutMs?: number;
  /** Where the server is, for messages. */
  readonly address: string;
  redact(message: string): string;
}

/** https://github.com/trinodb/trino: `StandardErrorCode`. */
const kinds: Readonly<Record<string, WarehouseErrorKind>> = {
  USER_CANCELED: "cancelled",
  ADMINISTRATIVELY_KILLED: "cancelled",
  EXCEEDED_TIME_LIMIT: "timeout",
  PERMISSION_DENIED: "refused",
  SERVER_SHUTTING_DOWN: "lost",
};

/** Anything thrown while asking Trino, as ours. */
export function trinoError(thrown: unknown, context: ErrorContext): WarehouseError {
  if (thrown instanceof WarehouseError) return thrown;
  if (thrown instanceof TrinoFailure) return failureError(thrown, context);
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const message = cause instanceof Error ? cause.message || cause.name : String(cause);
  const refused = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|certificate|SSL|TLS/i.test(
    `${message} ${cause instanceof Error && "code" in cause ? cause.code : ""}`,
  );
  return new WarehouseError(
    refused ? "unreachable" : "lost",
    context.redact(`Trino at ${context.address} ${refused ? "can't be reached" : "was lost"}: ${message}`),
    { cause: thrown },
  );
}

function failureError({ failure }: TrinoFailure, context: ErrorContext): WarehouseError {
  const kind = kinds[failure.errorName] ?? "sql";
  if (kind === "timeout" && context.timeoutMs !== undefined) return timeoutError(context.timeoutMs);
  const offset = offsetOf(context.sql, failure.errorLocation);
  // The place is given apart; the server repeats it at the start of its message.
  const message = failure.message.replace(/^line \d+:\d+: /, "");
  return new WarehouseError(kind, context.redact(message), { ...(offset !== undefined && { offset }) });
}

/** Trino counts lines and characters (code points) from 1. */
function offsetOf(
  sql: string | undefined,
  place: { readonly lineNumber: number; readonly columnNumber: number } | undefined,
): number | undefined {
  if (sql === undefined || place === undefined) return undefined;
  const lines = sql.split("\n").slice(0, place.lineNumber);
  const line = lines.pop() ?? "";
  const before = lines.reduce((sum, text) => sum + text.length + 1, 0);
  return before + [...line].slice(0, place.columnNumber - 1).join("").length;
}
