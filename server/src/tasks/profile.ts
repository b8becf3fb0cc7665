/** Tells what an event's rows are like, and where the others went. */
import { expressionTypes } from "../binding/expressionTypes.ts";
import type { Finding } from "../document/types.ts";
import { profileQuery } from "../proof/profile/profileQuery.ts";
import type { EventProfile } from "../proof/profile/types.ts";
import { eventRelation } from "../proof/rows/eventRelation.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import { type Connection, WarehouseError } from "../warehouse/types.ts";
import type { PreviewRequest } from "./previewSql.ts";
import type { RowFunnel } from "./rowFunnel.ts";
import { explainRows } from "./whereRowsWent.ts";
import { toMend, unreadableTables } from "./whyNoRows.ts";

export interface ProfileRequest extends Omit<PreviewRequest, "target" | "limit"> {
  readonly target: Extract<PreviewRequest["target"], { readonly kind: "event" }>;
  /** ISO 8601 in UTC: what happened later is no event yet. */
  readonly now: string;
}

export type ProfileOutcome =
  | {
      readonly kind: "profile";
      readonly profile: EventProfile;
      readonly sql: string;
      /** Where the source's other rows went; absent where nothing can be said. */
      readonly why?: RowFunnel;
    }
  /** It has no SQL; the findings say why, if anything can be said. */
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] }
  | { readonly kind: "costly"; readonly reason: string; readonly sql: string }
  | { readonly kind: "failed"; readonly error: WarehouseError; readonly sql: string };

/** Days of a century, and the most frequent values. */
const mostRows = 50_000;

/** One query for the rows, one for those that are left out. Rejects only when it is cancelled, or with errors that are not the warehouse's. */
export async function profileEvent(
  request: ProfileRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<ProfileOutcome> {
  const outcome = await profileRows(request, connection, signal);
  if (outcome.kind !== "profile") return outcome;
  const why = await explainRows({ ...request, limit: 1 }, connection, true, signal);
  return { ...outcome, ...(why && { why }) };
}

/** The same without a look at what is left out. */
export async function profileRows(
  request: ProfileRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<ProfileOutcome> {
  const { project, target, dialect, bound, window, now, timeoutMs, maxBytes } = request;
  const { event, name } = target;
  const unreadable = unreadableTables(event, project);
  if (unreadable.length > 0) return { kind: "invalid", findings: unreadable };
  const relation = eventRelation(project, event, {
    ...{ dialect, now, window, name, together: true },
    types: expressionTypes(bound),
  });
  if ("findings" in relation) return { kind: "invalid", findings: toMend(relation.findings, event, bound) };
  const { sql, read } = profileQuery(relation);
  try {
    const verdict = await costGuard(connection, sql, maxBytes, signal);
    if (!verdict.allowed) return { kind: "costly", reason: verdict.reason, sql };
    const { rows, truncated } = await connection.run(sql, { limit: mostRows, timeoutMs }, signal);
    if (truncated) throw new WarehouseError("limit", "There are too many days to count: narrow the window.");
    return { kind: "profile", profile: read(rows), sql };
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return { kind: "failed", error, sql };
  }
}
