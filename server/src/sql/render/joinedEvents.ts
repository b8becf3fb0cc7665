/** Other events that a scan joins: a query of each, of which every row says until when it is the one that counts. */

import type { Dialect } from "../dialects/dialect.ts";
import { list } from "../layout.ts";
import { dependsOnOthers } from "../plan/neighbouring.ts";
import type { EventJoinStep, JoinStep, RelationPlan, Scan, StandingPlan, Step } from "../plan/plan.ts";
import { idText } from "./canonical.ts";
import { comparand } from "./embed.ts";
import { type FoundEvents, foundEvents } from "./foundEvents.ts";
import { picking } from "./generatedNames.ts";
import { over } from "./ordering.ts";
import { stepsOf } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import { rendererOf } from "./rendererOf.ts";
import { scanQuery } from "./scanQuery.ts";
import { type CommonTable, identifier, named, select, withTables } from "./sqlText.ts";
import { tablesNamed } from "./tablesNamed.ts";
import { timeOfMoment } from "./time.ts";
import { typedValue } from "./values.ts";
import { timeOf } from "./windowBounds.ts";

/** What a scan is run with, as far as it bounds the events that it joins. */
interface Run {
  readonly dialect: Dialect;
  readonly relation: Pick<RelationPlan, "now" | "window" | "numbering">;
}

/** A scan whose joined events are tables, and these tables in the order in which they need each other. */
interface JoinedScan {
  readonly scan: Scan;
  readonly tables: readonly CommonTable[];
}

/** In: what gives a common table a name that no other has. */
export function joinedEvents(run: Run, scan: Scan, pickTable: PickName): JoinedScan {
  const bounds = boundsOf(run, scan);
  const tables: CommonTable[] = [];
  const joins = new Map<EventJoinStep, JoinStep>();
  for (const steps of ofOneEvent(scan.steps.filter((step) => step.kind === "event_join"))) {
    const made = joinedEvent(bounds, steps, pickTable);
    tables.push(...made.tables);
    steps.forEach((step, at) => {
      const join = made.joins[at];
      if (join) joins.set(step, join);
    });
  }
  const steps = scan.steps.map((step) => (step.kind === "event_join" ? (joins.get(step) ?? step) : step));
  return { scan: { ...scan, steps }, tables };
}

/** Joins to the same events by the same entity, together. */
function ofOneEvent(steps: readonly EventJoinStep[]): EventJoinStep[][] {
  const groups = new Map<string, EventJoinStep[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.relation.events, step.own.name]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()];
}

/** The same where no common table can stand before: each event is a query in its place. In: the run's moment, where that is known. */
export function joinedInPlace(dialect: Dialect, scan: Scan, now?: string): Scan {
  const run = { dialect, relation: { window: {}, ...(now !== undefined && { now }) } };
  const steps = scan.steps.map((step): Step => {
    if (step.kind !== "event_join") return step;
    const pick = picking(tablesNamed(step.relation, run.dialect.name));
    const { joins, tables } = joinedEvent(boundsOf(run, scan), [step], pick);
    const [join] = joins;
    if (!join) return step;
    const before = tables.slice(0, -1);
    const query = tables.at(-1)?.query ?? "";
    const text = before.length > 0 ? `${withTables(before)}\n${query}` : query;
    return { ...join, from: { kind: "query", sql: text, tables: [], alias: step.alias } };
  });
  return { ...scan, steps };
}

/** Joined events are not later than the row's own, and with `within` not much earlier: a window on these bounds them. */
function boundsOf({ dialect, relation: { now, window, numbering } }: Run, { events }: Scan) {
  const clock = clockOf(dialect, events);
  const needsAll = numbering !== undefined || events.some(dependsOnOthers);
  const { since, until } = needsAll ? {} : window;
  return (withinSeconds: number | undefined) => ({
    ...{ dialect, clock },
    ...(now !== undefined && { now }),
    window: {
      ...(until !== undefined && { until }),
      ...(since !== undefined &&
        withinSeconds !== undefined && {
          since: new Date(timeOf(since) - withinSeconds * 1000).toISOString(),
        }),
    },
  });
}

/** The zone of events whose times are all naive in it. */
function clockOf(dialect: Dialect, events: Scan["events"]): string | undefined {
  const times = events.map(({ at }) => timeOfMoment(dialect, at));
  const zones = new Set(
    times.map(({ type, timezone }) => (type.kind === "timestamp" ? timezone : undefined)),
  );
  return zones.size === 1 ? [...zones][0] : undefined;
}

type Bounds = ReturnType<typeof boundsOf>;
type PickName = (wanted: string) => string;

type Steps = readonly [EventJoinStep, ...EventJoinStep[]];

/** In: joins to the same events. Out: those of common tables; of one join, of the last of `tables`. */
function joinedEvent(bounds: Bounds, steps: readonly EventJoinStep[], pickTable: PickName) {
  const [step, ...others] = steps;
  if (!step) return { joins: [], tables: [] };
  const { dialect, clock, ...run } = bounds(widest(steps));
  // How far back from a time is said of moments.
  const isNear = steps.some(({ withinSeconds }) => withinSeconds !== undefined);
  const called = others.length > 0 ? (step.relation.events[0] ?? step.alias) : step.alias;
  const name = identifier(dialect, pickTable(`${called}_events`));
  const pick = (wanted: string) => pickTable(`${called}_${wanted}`);
  const own = typedValue(dialect, step.own);
  const relation: RelationPlan = { ...step.relation, ...run };
  const found = foundOf({ dialect, relation }, step, isNear ? undefined : clock, pick);
  const { tables, query, key, at, standing, next } = standingEvents(dialect, [step, ...others], found, pick);
  const side = comparand(dialect, found.isText ? idText(dialect, own.sql, own.type) : own.sql);
  const all: CommonTable[] = [...found.tables, ...tables, { name, query }];
  const joins = steps.map((one): JoinStep => {
    const on = `${identifier(dialect, one.alias)}.${key} = ${side}`;
    const stands = standing(one);
    const sql =
      stands.nearest && next !== undefined ? identifier(dialect, pickTable(`${one.alias}_events`)) : name;
    if (sql !== name)
      all.push({ name: sql, query: select({ columns: ["*"], from: name, where: [`${at} < ${next}`] }) });
    const from = { kind: "table" as const, table: { sql }, alias: one.alias };
    return { kind: "join", from, on, inner: false, virtual: [], late: true, standing: stands };
  });
  return { joins, tables: all };
}

/** The longest of the times within which events are found; `undefined` where one has none. */
function widest(steps: readonly EventJoinStep[]): number | undefined {
  const all = steps.map(({ withinSeconds }) => withinSeconds);
  return all.reduce((one, other) =>
    one === undefined || other === undefined ? undefined : Math.max(one, other),
  );
}

/** The event's rows, of whichever sources, with the events that these join themselves before. */
function foundOf(
  renderer: RelationRenderer,
  step: EventJoinStep,
  clock: string | undefined,
  pickTable: PickName,
): FoundEvents {
  const { dialect, relation } = renderer;
  const read = relation.scans.map((written) => {
    const { scan, tables } = joinedEvents(renderer, written, pickTable);
    const steps = stepsOf(dialect, relation, pickTable);
    const query = scanQuery(rendererOf(renderer, scan), steps);
    return { scan, steps, query: { ...query, tables: [...tables, ...query.tables] } };
  });
  return foundEvents(renderer, step, { scanned: read, own: typedValue(dialect, step.own), clock }, pickTable);
}

/** What says of a row whether it counts: until when, from when on, or that it is the first of all. */
type Kind = "next" | "previous" | "place";

const kindOf = ({ pick, withinSeconds }: EventJoinStep): Kind =>
  pick === "last" ? "next" : withinSeconds === undefined ? "place" : "previous";

interface StandingEvents {
  /** Names of the columns that the join compares: the entity's id, and the time. */
  readonly key: string;
  readonly at: string;
  /** Of the column that tells when the next event of the entity was, where there is one. */
  readonly next?: string;
  readonly tables: readonly CommonTable[];
  readonly query: string;
  standing(step: EventJoinStep): StandingPlan;
}

/** Each event with what the joins ask of the rows around it; or the first of each, or the last of each moment, where that is all they ask. */
function standingEvents(
  dialect: Dialect,
  steps: Steps,
  found: FoundEvents,
  pickTable: PickName,
): StandingEvents {
  const { key, columns, at, pickName } = keptColumns(dialect, steps[0], found);
  const kinds = [...new Set(steps.map(kindOf))];
  const names = new Map(kinds.map((kind) => [kind, pickName(kind === "place" ? kind : `${kind}_at`)]));
  const beside = kinds.map((kind): NamedColumn => {
    return { name: names.get(kind) ?? kind, sql: besideRow(dialect, kind, found) };
  });
  const [only, ...more] = beside;
  const isFirst = only !== undefined && more.length === 0 && kinds[0] === "place";
  const isNearest = (step: EventJoinStep) =>
    dialect.asofJoins === true && kindOf(step) === "next" && step.withinSeconds === undefined;
  const standing = (step: EventJoinStep): StandingPlan => {
    const kind = kindOf(step);
    const { withinSeconds } = step;
    const name = names.get(kind) ?? kind;
    const own = { at, ...(found.asWritten && { asWritten: true as const }) };
    if (isNearest(step)) return { ...own, nearest: true };
    return {
      ...own,
      ...(kind === "next" && { until: name }),
      ...(kind === "previous" && { before: name }),
      ...(kind === "place" && !isFirst && { place: name }),
      ...(withinSeconds !== undefined && { withinSeconds }),
    };
  };
  const made = { key, at, standing };
  if (isFirst) return { ...made, ...firstRows(dialect, found, { columns, place: only }, pickTable) };
  const rows = rowsOf(dialect, found);
  if (steps.every(isNearest)) {
    const qualify = [`${nextTime(dialect, found)} is distinct from ${found.time}`];
    return { ...made, tables: [], query: select({ ...rows, columns: written(dialect, columns), qualify }) };
  }
  const query = select({ ...rows, columns: written(dialect, [...columns, ...beside]) });
  const next = names.get("next");
  return { ...made, tables: [], query, ...(next !== undefined && { next }) };
}

/** When the next event of the entity was. */
function nextTime(dialect: Dialect, found: FoundEvents): string {
  return `lead(${dialect.toNullable?.(found.time) ?? found.time}) ${over([found.key], found.order)}`;
}

function besideRow(dialect: Dialect, kind: Kind, found: FoundEvents): string {
  const window = over([found.key], found.order);
  if (kind === "place") return `row_number() ${window}`;
  if (kind === "next")
    return `coalesce(${list([nextTime(dialect, found), dialect.farFuture(found.asWritten ? "timestamp" : dialect.eventTime)])})`;
  const before = `lag(${dialect.toNullable?.(found.time) ?? found.time}) ${window}`;
  return `coalesce(${list([before, dialect.farPast])})`;
}

interface NamedColumn {
  /** As an identifier. */
  readonly name: string;
  readonly sql: string;
}

const written = (dialect: Dialect, columns: readonly NamedColumn[]): string[] =>
  columns.map(({ name, sql }) => named(dialect, sql, name));

/** The entity's id as it is compared, and what is asked for; what gives a column a name that none of them has. */
function keptColumns(dialect: Dialect, { own, columns: asked }: EventJoinStep, found: FoundEvents) {
  const keyName = `${own.name}_id`;
  const rest = found.columns.filter(([name]) => !found.isText || name !== keyName);
  const free = picking(["occurred_at", ...rest.map(([name]) => name.toLowerCase())]);
  const key = identifier(
    dialect,
    found.isText || !asked.includes(keyName) ? free(keyName) : free("entity_key"),
  );
  const isMoment = asked.includes("occurred_at") && found.moment !== found.time;
  const at = isMoment ? free("happened_at") : "occurred_at";
  const columns: NamedColumn[] = [
    { name: key, sql: found.key },
    { name: at, sql: found.time },
    ...(isMoment ? [{ name: "occurred_at", sql: found.moment }] : []),
    ...rest.map(([name, sql]) => ({ name: identifier(dialect, name), sql })),
  ];
  return { key, columns, at, pickName: free };
}

/** The rows that may be found at all. */
function rowsOf({ settings }: Dialect, { from, where, key }: FoundEvents) {
  return { from, where: [...where, `${key} is not null`], settings };
}

function firstRows(
  dialect: Dialect,
  found: FoundEvents,
  { columns, place }: { readonly columns: readonly NamedColumn[]; readonly place: NamedColumn },
  pickTable: PickName,
): { readonly tables: readonly CommonTable[]; readonly query: string } {
  const rows = rowsOf(dialect, found);
  if (dialect.qualify) {
    const qualify = [`${place.sql} = 1`];
    return { tables: [], query: select({ ...rows, columns: written(dialect, columns), qualify }) };
  }
  const name = identifier(dialect, pickTable("ranked"));
  const ranked = { name, query: select({ ...rows, columns: written(dialect, [...columns, place]) }) };
  const where = [`${place.name} = 1`];
  const query = select({
    columns: columns.map((one) => one.name),
    from: name,
    where,
    settings: dialect.settings,
  });
  return { tables: [ranked], query };
}
