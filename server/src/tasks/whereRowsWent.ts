/** Asks a connection where the rows of a preview went. */
import { expressionTypes } from "../binding/expressionTypes.ts";
import { givenTogether } from "../project/givenTogether.ts";
import { projectWith } from "../project/projectWith.ts";
import type { ProjectEvent } from "../project/types.ts";
import { type PersonalValues, personalValues } from "../proof/personalColumns.ts";
import { type FunnelCounts, funnelQuery } from "../sql/funnel/funnelQuery.ts";
import { streamQuery } from "../sql/funnel/streamQuery.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import type { Cell, Connection } from "../warehouse/types.ts";
import { WarehouseError } from "../warehouse/types.ts";
import type { PreviewRequest } from "./previewSql.ts";
import { type RowFunnel, rowFunnel } from "./rowFunnel.ts";
import { streamFunnel } from "./streamFunnel.ts";

/** How long a count may take that nobody asked for, in milliseconds. */
const unaskedMs = 5000;

/**
 * What is to be said of a preview's rows. Counted where it is asked for, and unasked where that costs nothing; `undefined` where it is not
 * counted. Rejects only when it is cancelled, or with errors that are not the warehouse's.
 */
export async function explainRows(
  request: PreviewRequest,
  connection: Connection,
  asked: boolean,
  signal: AbortSignal,
): Promise<RowFunnel | undefined> {
  if (!asked && !connection.capabilities.embedded) return undefined;
  const timeoutMs = asked ? request.timeoutMs : Math.min(unaskedMs, request.timeoutMs);
  return whereRowsWent({ ...request, timeoutMs }, connection, signal);
}

/** One query for each document that gives the event; what keeps it from being answered is part of the outcome. */
async function whereRowsWent(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<RowFunnel> {
  const { target } = request;
  if (target.kind === "stream") return counted(request, connection, signal);
  const documents = givenTogether(request.project, target.event);
  const parts: RowFunnel[] = [];
  for (const event of documents)
    parts.push(await counted({ ...request, target: { ...target, event } }, connection, signal));
  return oneAfterTheOther(parts);
}

/** Of several documents; what keeps one from being counted keeps all. */
function oneAfterTheOther(parts: readonly RowFunnel[]): RowFunnel {
  const failed = parts.find(({ uncounted }) => uncounted !== undefined);
  if (failed) return failed;
  return { steps: parts.flatMap(({ steps }) => steps), notes: parts.flatMap(({ notes }) => notes) };
}

async function counted(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<RowFunnel> {
  const question = questionOf(request);
  if (typeof question === "string") return uncounted(question);
  const { sql, answer } = question;
  try {
    const verdict = await costGuard(connection, sql, request.maxBytes, signal);
    if (!verdict.allowed) return uncounted(verdict.reason);
    const { rows } = await connection.run(sql, { limit: 1, timeoutMs: request.timeoutMs }, signal);
    return answer(rows[0] ?? []);
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return uncounted(error.message);
  }
}

interface Question {
  readonly sql: string;
  answer(cells: readonly Cell[]): RowFunnel;
}

/** The query, or why there is none. */
function questionOf({ project, target, dialect, bound, window, now }: PreviewRequest): Question | string {
  const common = { dialect, window, types: expressionTypes(bound), ...(now !== undefined && { now }) };
  if (target.kind === "stream") {
    const written = streamQuery(project, { ...common, layout: "narrow", stream: target.name });
    if (!written) return "the stream has no SQL";
    return { sql: written.sql, answer: (cells) => streamFunnel(project, target.name, written.read(cells)) };
  }
  const { event, name } = target;
  const written = funnelQuery(projectWith(project, event), { ...common, layout: "wide", events: [name] });
  if (!written) return "the event is switched off";
  if ("findings" in written) return "the event has no SQL";
  const { given } = personalValues(project, event, dialect);
  const read = (cells: readonly Cell[]) => withoutPersonal(written.read(cells), event, given);
  return { sql: written.sql, answer: (cells) => rowFunnel(project, event, read(cells)) };
}

/** Without values that are not for everybody's eyes. */
function withoutPersonal(
  { ids: { repeatedKey, ...ids }, variants, ...counts }: FunnelCounts,
  { key, definition }: ProjectEvent,
  isPersonal: PersonalValues["given"],
): FunnelCounts {
  const isHidden = definition.variants && isPersonal(definition.variants.by);
  return {
    ...counts,
    ids: { ...ids, ...(repeatedKey !== undefined && !key.some(isPersonal) && { repeatedKey }) },
    ...(variants && { variants: isHidden ? { ...variants, examples: [] } : variants }),
  };
}

function uncounted(why: string): RowFunnel {
  return { steps: [], notes: [], uncounted: why };
}
