/** What only rows tell: asked on request or when a file is saved, never while somebody types. */
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { queriesAtOnce } from "../../warehouse/queriesAtOnce.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import type { Asking } from "../test/asking.ts";
import { relationFor } from "../test/relationFor.ts";
import { lateRows } from "./lateRows.ts";
import { multipliedRows } from "./multipliedRows.ts";
import { overBudget } from "./overBudget.ts";
import { personalSamples } from "./personalSamples.ts";
import { quietEvent } from "./quietEvent.ts";
import type { DataAnswer, DataRequest, Rows } from "./types.ts";

type Look = (rows: Rows, request: DataRequest) => Promise<readonly Finding[]>;

/** Each a query or two over the event's rows, bounded as every query is. */
const looks: readonly Look[] = [quietEvent, lateRows, multipliedRows, personalSamples];

/**
 * Looks at the rows of events, several events at once as the connection bears. An event whose rows would cost more than `maxBytes` is told, and not read. Rejects
 * when it is cancelled or the connection is lost, or with errors that are not the warehouse's.
 */
export async function dataFindings(request: DataRequest, signal: AbortSignal): Promise<DataAnswer> {
  const { connection, timeoutMs, maxBytes, onEvent } = request;
  const asking: Asking = { connection, signal, timeoutMs, maxBytes };
  const waiting = request.events.filter(hasRows).map((event, at) => ({ event, at }));
  const found: (readonly Finding[])[] = waiting.map(() => []);
  const unseen: { event: string; why: string }[] = [];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      const { event, at } = next;
      const answer = await lookAt(event, request, asking);
      found[at] = answer.findings;
      if (answer.why !== undefined) unseen.push({ event: event.name, why: answer.why });
      onEvent?.(++done);
    }
  };
  await Promise.all(Array.from({ length: queriesAtOnce(connection.capabilities) }, work));
  const files = request.events.map(({ file }) => file);
  return { findings: byFile(files, found.flat()), unseen };
}

function byFile(
  files: readonly string[],
  findings: readonly Finding[],
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>(files.map((file) => [file, []]));
  for (const finding of findings) found.set(finding.file, [...(found.get(finding.file) ?? []), finding]);
  return found;
}

/** Of tables that look alike one stands for all. */
function hasRows({ definition, enabled, each }: ProjectEvent): boolean {
  return !definition.proposed && enabled && (!each || each.place === 0);
}

async function lookAt(
  event: ProjectEvent,
  request: DataRequest,
  asking: Asking,
): Promise<{ readonly findings: readonly Finding[]; readonly why?: string }> {
  const relation = relationFor({ ...request, window: {}, checks: [] }, event, { together: true });
  if ("status" in relation) return { findings: [], why: relation.message };
  const rows: Rows = { event, relation, asking };
  const findings: Finding[] = [];
  try {
    const costly = await overBudget(rows, request);
    if (costly) return { findings: [costly] };
    for (const look of looks) findings.push(...(await look(rows, request)));
    return { findings };
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return { findings, why: error.message };
  }
}
