/** Both versions of changed events, run: which rows are gained, lost or changed, and what that does where events are sent. */
import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { BoundProject } from "../../binding/types.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { type EventRelation, eventRelation, type RowOptions } from "../../proof/rows/eventRelation.ts";
import {
  countQuery,
  diffQuery,
  type ExampleKind,
  type ExampleRow,
  examplesQuery,
  factsQuery,
  type RowDiff,
  readDiff,
  readExamples,
  readFacts,
  type SideFacts,
} from "../../proof/versions/versionQueries.ts";
import { type RowKey, type Versions, versionsOf } from "../../proof/versions/versionTables.ts";
import { pairEvents } from "../../review/pairs.ts";
import type { Change } from "../../review/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { askConnection } from "../askConnection.ts";
import { type Asking, ask, askRow } from "../test/asking.ts";
import { type Resent, resentOf, tellingColumns } from "./resent.ts";

/** One event's rows in both versions. */
export type RowsOutcome =
  | {
      readonly kind: "compared";
      readonly key: RowKey;
      /** Why another key than the source's own was taken, as a sentence. */
      readonly note?: string;
      readonly before: SideFacts;
      readonly after: SideFacts;
      readonly diff: RowDiff;
      readonly examples: Readonly<Record<ExampleKind, readonly ExampleRow[]>>;
      readonly resent: readonly Resent[];
    }
  /** Rows can't be told apart: how many there are is all that can be said. */
  | { readonly kind: "counted"; readonly before: SideFacts; readonly after: SideFacts; readonly why: string }
  /** One side has the event alone. */
  | {
      readonly kind: "alone";
      readonly is: "gone" | "new";
      readonly rows: number;
      readonly resent: readonly Resent[];
    }
  | { readonly kind: "failed"; readonly why: string };

export interface RowsRequest extends Asking, Pick<RowOptions, "now" | "window"> {
  readonly before: Project;
  readonly after: Project;
  readonly changes: readonly Change[];
}

const mostDays = 20_000;
const shownExamples = 3;

/** Out: by the name of the head's event. Rejects only where the connection is lost or the run is cancelled. */
export async function reviewRows(request: RowsRequest): Promise<ReadonlyMap<string, RowsOutcome>> {
  const { connection, signal, changes } = request;
  const asked = new Set(changes.filter(isOfRows).flatMap(({ event }) => event ?? []));
  const paired = pairEvents(request.before, request.after);
  const pairs = paired.pairs.filter(
    ({ before, after }) =>
      asked.has(after.name) && before.enabled && after.enabled && after.also === undefined,
  );
  const alone = (events: readonly ProjectEvent[], others: Project) =>
    events.filter(
      ({ name, enabled, definition }) => enabled && !definition.proposed && !others.eventsByName.has(name),
    );
  const [gone, fresh] = [alone(paired.gone, request.after), alone(paired.fresh, request.before)];
  if (pairs.length + gone.length + fresh.length === 0) return new Map();
  const files = (events: readonly ProjectEvent[]) => [...new Set(events.map(({ file }) => file))];
  const before = await askConnection(
    request.before,
    connection,
    signal,
    files([...pairs.map((pair) => pair.before), ...gone]),
  );
  const after = await askConnection(
    request.after,
    connection,
    signal,
    files([...pairs.map((pair) => pair.after), ...fresh]),
  );
  const outcomes = new Map<string, RowsOutcome>();
  for (const pair of pairs) {
    const own = changes.filter(({ event }) => event === pair.after.name);
    outcomes.set(pair.after.name, await rowsOf({ ...request, before, after, pair, own }));
  }
  for (const event of gone) outcomes.set(event.name, await rowsAlone("gone", event, before, request));
  for (const event of fresh) outcomes.set(event.name, await rowsAlone("new", event, after, request));
  return outcomes;
}

/** How many rows an event has that one side has alone, and what that does where it is sent. */
async function rowsAlone(
  is: "gone" | "new",
  event: ProjectEvent,
  known: Known,
  request: RowsRequest,
): Promise<RowsOutcome> {
  const relation = relationOf(known, event, request);
  if ("why" in relation) return { kind: "failed", why: `It has no rows: ${relation.why}` };
  return orFailed(async () => {
    const rows = Number((await askRow(request, countQuery(relation)))[0] ?? 0);
    const [fresh, stay] = is === "new" ? [rows, 0] : [0, rows];
    const resent = tellingColumns(known.project, event).map(({ destination }) => ({
      ...{ destination, again: 0, because: [], fresh, stay },
    }));
    return { kind: "alone", is, rows, resent };
  });
}

/** What the engine refuses of one event is told of it alone. */
async function orFailed(work: () => Promise<RowsOutcome>): Promise<RowsOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled" || error.kind === "lost")
      throw error;
    return { kind: "failed", why: error.message };
  }
}

/** Whether rows or their values may differ; of a rename only the ids do. */
function isOfRows({ class: means, kind }: Change): boolean {
  return (means !== "documentation" && means !== "none") || kind === "event-renamed";
}

interface Known {
  readonly project: Project;
  readonly bound: BoundProject;
}

interface OneEvent extends Asking, Pick<RowOptions, "now" | "window"> {
  readonly before: Known;
  readonly after: Known;
  readonly pair: { readonly before: ProjectEvent; readonly after: ProjectEvent };
  readonly own: readonly Change[];
}

async function rowsOf(request: OneEvent): Promise<RowsOutcome> {
  const before = relationOf(request.before, request.pair.before, request);
  const after = relationOf(request.after, request.pair.after, request);
  for (const [side, relation] of [
    ["before", before],
    ["now", after],
  ] as const)
    if ("why" in relation) return { kind: "failed", why: `It has no rows ${side}: ${relation.why}` };
  if ("why" in before || "why" in after) return { kind: "failed", why: "It has no rows." };
  return orFailed(() => compared(versionsOf(before, after), request));
}

function relationOf(
  { project, bound }: Known,
  event: ProjectEvent,
  { connection, now, window }: Pick<OneEvent, "connection" | "now" | "window">,
): EventRelation | { readonly why: string } {
  // Events are others where the tables of a warehouse have been laid over the project.
  const own =
    project.events.find(({ definition, file }) => definition === event.definition && file === event.file) ??
    event;
  const options = {
    dialect: connection.dialect,
    now,
    window,
    types: expressionTypes(bound),
    together: true as const,
  };
  const relation = eventRelation(project, own, options);
  return "findings" in relation ? { why: relation.findings[0]?.message ?? "it has no SQL." } : relation;
}

async function compared(versions: Versions, request: OneEvent): Promise<RowsOutcome> {
  const keys = keysOf(versions, request.own);
  const reasons: string[] = [...keys.notes];
  let facts: ReturnType<typeof readFacts> | undefined;
  for (const key of keys.candidates) {
    const { rows } = await ask(request, factsQuery(versions, key), 2);
    facts = readFacts(rows);
    const why = whyNoKey(key, facts);
    if (why === undefined) return diffed(versions, key, facts, reasons, request);
    reasons.push(why);
  }
  facts ??= readFacts((await ask(request, factsQuery(versions, { kind: "source_key" }), 2)).rows);
  return { kind: "counted", ...facts, why: reasons.join(" ") };
}

/** The keys that rows of both versions may be told by, the best first. */
function keysOf(
  { before, after }: Versions,
  own: readonly Change[],
): { candidates: RowKey[]; notes: string[] } {
  const entities = after.plan.entities.filter((name) => before.plan.entities.includes(name));
  const others = entities.map((entity): RowKey => ({ kind: "entity", entity }));
  const isOther = own.some(({ kind }) => /^(?:key|once-per|list)-/.test(kind));
  const notes = isOther ? ["The key changed, so it does not tell which rows are the same."] : [];
  const candidates: RowKey[] = isOther ? others : [{ kind: "source_key" }, ...others];
  if (candidates.length === 0) notes.push("Both versions share no entity to tell them by.");
  return { candidates, notes };
}

function whyNoKey(key: RowKey, { before, after }: ReturnType<typeof readFacts>): string | undefined {
  const name = key.kind === "source_key" ? "The key" : `\`${key.entity}\` with the time`;
  for (const [side, facts] of [
    ["before", before],
    ["now", after],
  ] as const) {
    if (facts.repeatedKeys > 0) return `${name} repeats ${side} (${facts.repeatedKeys} of them).`;
    if (facts.nullKeys > 0) return `${name} is null in ${facts.nullKeys} rows ${side}.`;
  }
  return undefined;
}

async function diffed(
  versions: Versions,
  key: RowKey,
  facts: ReturnType<typeof readFacts>,
  reasons: readonly string[],
  request: OneEvent,
): Promise<RowsOutcome> {
  const { project } = request.after;
  const telling = tellingColumns(project, request.pair.after);
  const groups = telling.map(({ columns }) => columns);
  const { rows: days } = await ask(request, diffQuery(versions, key, groups), mostDays);
  const diff = readDiff(versions, days, groups.length);
  const examples = { gained: [], lost: [], changed: [] } as Record<ExampleKind, readonly ExampleRow[]>;
  for (const kind of ["gained", "lost", "changed"] as const) {
    if (diff[kind] === 0) continue;
    const { rows } = await ask(request, examplesQuery(versions, key, kind, shownExamples), shownExamples);
    examples[kind] = readExamples(versions, key, kind, rows);
  }
  return {
    ...{ kind: "compared", key, ...facts, diff, examples },
    resent: resentOf(telling, diff),
    ...(reasons.length > 0 && { note: reasons.join(" ") }),
  };
}
