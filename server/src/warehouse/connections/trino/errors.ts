import { offsetAt } from "../../places.ts";
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import { TrinoFailure, type TrinoServer } from "./protocol.ts";

/** https://github.com/trinodb/trino: `StandardErrorCode`. */
const kinds: Readonly<Record<string, WarehouseErrorKind>> = {
  USER_CANCELED: "cancelled",
  ADMINISTRATIVELY_KILLED: "cancelled",
  EXCEEDED_TIME_LIMIT: "timeout",
  PERMISSION_DENIED: "refused",
  SERVER_SHUTTING_DOWN: "lost",
  QUERY_QUEUE_FULL: "busy",
  EXCEEDED_GLOBAL_MEMORY_LIMIT: "limit",
  EXCEEDED_LOCAL_MEMORY_LIMIT: "limit",
  EXCEEDED_SPILL_LIMIT: "limit",
  EXCEEDED_SCAN_LIMIT: "limit",
  EXCEEDED_CPU_LIMIT: "limit",
  CLUSTER_OUT_OF_MEMORY: "limit",
};

/** Anything thrown while asking Trino for `sql`, as ours. */
export function trinoError(thrown: unknown, server: TrinoServer, sql: string): WarehouseError {
  if (thrown instanceof WarehouseError) return thrown;
  if (thrown instanceof TrinoFailure) return failureError(thrown, sql);
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const message = cause instanceof Error ? cause.message || cause.name : String(cause);
  const refused = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|certificate|SSL|TLS/i.test(
    `${message} ${cause instanceof Error && "code" in cause ? cause.code : ""}`,
  );
  return new WarehouseError(
    refused ? "unreachable" : "lost",
    `Trino at ${server.address} ${refused ? "can't be reached" : "was lost"}: ${message}`,
    { cause: thrown },
  );
}

/** Trino counts lines and characters (code points) from 1. */
function failureError({ failure }: TrinoFailure, sql: string): WarehouseError {
  const at = failure.errorLocation;
  const offset = at && offsetAt(sql, at.lineNumber, at.columnNumber);
  // The place is given apart; the server repeats it at the start of its message.
  const message = failure.message.replace(/^line \d+:\d+: /, "");
  return new WarehouseError(kinds[failure.errorName] ?? "sql", message, {
    offset,
  });
}
