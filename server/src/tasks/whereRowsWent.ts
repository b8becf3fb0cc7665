/** Asks a connection where the rows of a preview went. */
import { expressionTypes } from "../binding/expressionTypes.ts";
import { funnelQuery } from "../sql/funnel/funnelQuery.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import type { Connection } from "../warehouse/types.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { type PreviewRequest, projectWith } from "./previewSql.ts";
import { type FunnelNote, type RowFunnel, rowFunnel } from "./rowFunnel.ts";

/** How long a count may take that nobody asked for, in milliseconds. */
const unaskedMs = 5000;

/** How a preview came by its rows. */
export interface PreviewedRows {
  readonly request: PreviewRequest;
  readonly connection: Connection;
  /** What the outcome says of rows without a variant. */
  readonly withoutVariant?: string | undefined;
}

/**
 * What is to be said of a preview's rows. Counted where it is asked for, and unasked where that costs nothing; else only what is known
 * without counting, and `undefined` where that is nothing. Rejects only when it is cancelled, or with errors that are not the warehouse's.
 */
export async function explainRows(
  rows: PreviewedRows,
  asked: boolean,
  signal: AbortSignal,
): Promise<RowFunnel | undefined> {
  const { request, connection } = rows;
  const left = leftOut(rows);
  if (!asked && !connection.capabilities.embedded) return left && { steps: [], notes: [left] };
  if (!asked && request.target.kind === "stream") return undefined;
  const timeoutMs = asked ? request.timeoutMs : Math.min(unaskedMs, request.timeoutMs);
  const funnel = await whereRowsWent({ ...request, timeoutMs }, connection, signal);
  return left && funnel.uncounted !== undefined ? { ...funnel, notes: [left] } : funnel;
}

/** Said where rows without a variant were not counted. */
function leftOut({ request: { target }, withoutVariant }: PreviewedRows): FunnelNote | undefined {
  if (target.kind === "stream" || withoutVariant === undefined) return undefined;
  const { file, definition } = target.event;
  return {
    kind: "no_variant",
    message: `rows without a variant are left out: ${withoutVariant}`,
    place: { file, span: definition.variants?.by.span ?? definition.name.span },
  };
}

/** One query; what keeps it from being answered is part of the outcome. */
async function whereRowsWent(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<RowFunnel> {
  const { project, target, dialect, bound, window, timeoutMs, maxBytes } = request;
  if (target.kind === "stream") return uncounted("a stream's rows come from many events");
  const { event } = target;
  const written = funnelQuery(projectWith(project, event), {
    dialect,
    layout: "wide",
    events: [target.name],
    window,
    types: expressionTypes(bound),
  });
  if (!written) return uncounted("the event is switched off");
  if ("findings" in written) return uncounted("the event has no SQL");
  try {
    const verdict = await costGuard(connection, written.sql, maxBytes, signal);
    if (!verdict.allowed) return uncounted(verdict.reason);
    const { rows } = await connection.run(written.sql, { limit: 1, timeoutMs }, signal);
    return rowFunnel(project, event, written.read(rows[0] ?? []));
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return uncounted(error.message);
  }
}

function uncounted(why: string): RowFunnel {
  return { steps: [], notes: [], uncounted: why };
}
