/** What `pg` throws, as ours. SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html */
import type { DatabaseError } from "pg";
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";

export interface ErrorContext {
  readonly sql?: string | undefined;
  /** Whether a session had been made when it happened. */
  readonly connected: boolean;
}

const kindsByState: readonly (readonly [state: RegExp, kind: WarehouseErrorKind])[] = [
  [/^28/, "authentication"],
  [/^3D000/, "settings"],
  [/^57014/, "cancelled"],
  [/^25006|^0A000.*multiple/, "refused"],
  [/^53300/, "busy"],
  [/^53|^54/, "limit"],
  [/^57P0[123]|^08/, "lost"],
];

/** Errors of ours pass through. */
export function postgresError(thrown: unknown, context: ErrorContext): WarehouseError {
  if (thrown instanceof WarehouseError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const state = isDatabaseError(error) ? error.code : undefined;
  const offset = isDatabaseError(error) ? utf16Offset(context.sql, error.position) : undefined;
  return new WarehouseError(kindOf(error, state, context.connected), messageOf(error), {
    offset,
    cause: error,
  });
}

function isDatabaseError(error: Error): error is DatabaseError {
  return "severity" in error && "code" in error;
}

function kindOf(error: Error, state: string | undefined, connected: boolean): WarehouseErrorKind {
  if (state === undefined) {
    if (/password|SASL|SCRAM/i.test(error.message)) return "authentication";
    return connected ? "lost" : "unreachable";
  }
  if (state === "57014" && /statement timeout/.test(error.message)) return "timeout";
  if (/cannot insert multiple commands/.test(error.message)) return "refused";
  const kind = kindsByState.find(([pattern]) => pattern.test(state))?.[1] ?? "sql";
  return kind === "lost" && !connected ? "unreachable" : kind;
}

function messageOf(error: Error): string {
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join("; ");
  if (!isDatabaseError(error)) return error.message;
  return [error.message, error.detail, error.hint].filter(Boolean).join("\n");
}

/** The server counts characters from 1; JavaScript counts UTF-16 units. */
function utf16Offset(sql: string | undefined, position: string | undefined): number | undefined {
  if (sql === undefined || !position) return undefined;
  let offset = 0;
  let rest = Number(position) - 1;
  for (const character of sql) {
    if (rest-- <= 0) break;
    offset += character.length;
  }
  return offset;
}
