/** Keeping a relation of events up to date without making it anew. */

import type { Finding } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import { secondsOf } from "../spec/values.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialectOf } from "./dialects/index.ts";
import { indent } from "./layout.ts";
import { dependsOnOthers } from "./plan/neighbouring.ts";
import type { EventPlan, RelationPlan, Scan } from "./plan/plan.ts";
import { formerNames, plannedNames } from "./plan/plannedNames.ts";
import { planProject } from "./plan/planProject.ts";
import { rendererOf } from "./render/rendererOf.ts";
import { renderFrom } from "./render/renderFrom.ts";
import { renderPlan } from "./render/renderPlan.ts";
import { sourceKey } from "./render/result.ts";
import { rowOf } from "./render/row.ts";
import { identifier, literal, named, restoreBreaks, select } from "./render/sqlText.ts";
import { utcTime } from "./render/time.ts";
import { inWindow, sinceMark, watermarks } from "./render/windowed.ts";
import type { CompileOptions } from "./types.ts";

export interface IncrementalOptions extends Omit<CompileOptions, "window"> {
  /** SQL name of the table that holds a relation; its own name when absent. */
  readonly target?: (relation: string) => string;
}

/** How one event's rows are brought up to date. */
interface Increment {
  /** Names of the event, its variants' included. */
  readonly events: readonly string[];
  /** `rebuild`: its rows depend on each other or on another event's, or are numbered, so that a late one can change all of them. */
  readonly mode: "merge" | "rebuild";
  /** The rows to put in, made before anything is changed. */
  readonly query: string;
  /** Of `merge`: conditions of which one at least holds for rows that may be no events any more, or other ones. */
  readonly doubtful?: readonly string[];
  /** In: SQL of what gives the query's rows. To be run in this order, together. */
  readonly statements: (rows: string) => readonly string[];
}

/** A relation, and how its table is kept. */
export interface KeptRelation {
  readonly relation: RelationPlan;
  readonly target: string;
  /** Gives the table's columns. */
  readonly query: string;
  readonly increments: readonly Increment[];
}

/** What relations are kept with. */
export interface Keeping {
  readonly dialect: Dialect;
  /** SQL name of the table that holds a relation. */
  target(relation: string): string;
  /** Whether each event has its table to itself. */
  readonly alone?: true;
  /** The text of a relation's query. */
  queryOf(relation: RelationPlan): string;
}

export interface Incremental {
  readonly relations: readonly KeptRelation[];
  readonly findings: readonly Finding[];
}

/**
 * In: a project, and which of its events are kept in which layout. Out: for each relation one increment per event, each with its own
 * watermark; a raised `version` makes that event anew. What changed in a joined table without the source's row being loaded again is not
 * noticed.
 */
export function incremental(project: Project, options: IncrementalOptions): Incremental {
  const { plan, findings } = planProject(project, options);
  const dialect = dialectOf(options.dialect);
  const target = options.target ?? ((relation: string) => relation);
  const keeping = { dialect, target, queryOf: (relation: RelationPlan) => queryOf(dialect, relation) };
  return { relations: plan.relations.map((relation) => keptRelation(keeping, relation)), findings };
}

/** How one relation is kept. */
export function keptRelation(keeping: Keeping, relation: RelationPlan): KeptRelation {
  const target = keeping.target(relation.name);
  const increments = isWhole(relation)
    ? [wholeRelation(keeping, relation, target)]
    : byEvent(relation).map((pieces) => eventIncrement(keeping, relation, pieces));
  return { relation, target, query: keeping.queryOf(relation), increments };
}

/** The scans of each event: one, or those of all documents that give it. */
function byEvent({ scans }: RelationPlan): Scan[][] {
  const events = new Map<string, Scan[]>();
  for (const scan of scans)
    for (const event of scan.events)
      events.set(event.name, [...(events.get(event.name) ?? []), { ...scan, events: [event] }]);
  return [...events.values()];
}

/**
 * Numbers change with any late row, and evidence that comes late with the rows of whom it names; an activity stream has no column to keep a
 * watermark or a version in; and of names that come from data nobody can tell whose rows they once were.
 */
export function isWhole({ numbering, identity, layout, scans }: RelationPlan): boolean {
  const isOpen = scans.some(({ events }) => events.some((event) => plannedNames(event) === undefined));
  return isOpen || numbering !== undefined || identity !== undefined || layout === "activity_schema";
}

function wholeRelation(keeping: Keeping, relation: RelationPlan, target: string): Increment {
  const query = keeping.queryOf(relation);
  const statements = (rows: string) => [`delete from ${target}`, insert(target, rows)];
  return { events: relation.events, mode: "rebuild", query, statements };
}

/** In: the scans of the event alone. Rows of several are told apart by nothing, so that they are made anew together. */
function eventIncrement(keeping: Keeping, relation: RelationPlan, scans: readonly Scan[]): Increment {
  const { dialect } = keeping;
  const [scan] = scans;
  const [event] = scan?.events ?? [];
  if (!scan || !event) throw new RangeError("an increment is one of an event");
  const target = keeping.target(relation.name);
  const names = plannedNames(event) ?? [];
  const alone: RelationPlan = { ...relation, events: names, scans };
  const isEvent = `event in (${names.map((name) => literal(dialect, name)).join(", ")})`;
  const ofEvent = (condition: string) =>
    restoreBreaks(`delete from ${target}\nwhere ${isEvent}${condition && `\n  and ${condition}`}`);
  if (scans.length > 1 || dependsOnOthers(event) || scan.steps.some(({ kind }) => kind === "event_join")) {
    const query = keeping.queryOf(alone);
    const statements = (rows: string) => [withFormer(dialect, target, event, names), insert(target, rows)];
    return { events: names, mode: "rebuild", query, statements };
  }
  const lookbackSeconds = event.lookback ? secondsOf(event.lookback) : 0;
  const increment = { target, lookbackSeconds, ...(keeping.alone && { alone: true as const }) };
  const doubtful = [
    `event_version <> ${event.version}`,
    ...staleRows(dialect, alone, increment, event),
    ...pastRows(dialect, alone, event),
  ];
  const statements = (rows: string) => [
    ...doubtful.map(ofEvent),
    `delete from ${target}\nwhere event_id in (select event_id from (${rows}) as incoming)`,
    insert(target, rows),
  ];
  return {
    events: names,
    mode: "merge",
    query: keeping.queryOf({ ...alone, window: { increment } }),
    doubtful,
    statements,
  };
}

/** Takes an event's rows out, whatever it was called when they came in. */
function withFormer(dialect: Dialect, target: string, event: EventPlan, names: readonly string[]): string {
  const all = [...new Set([...names, ...formerNames(event, names)])].map((name) => literal(dialect, name));
  return restoreBreaks(`delete from ${target}\nwhere event in (${all.join(", ")})`);
}

/** Rows that the event's history has left behind. */
function pastRows(dialect: Dialect, relation: RelationPlan, event: EventPlan): string[] {
  const conditions = inWindow({ dialect, relation }, event, utcTime(dialect, "occurred_at"));
  return conditions.length === 0 ? [] : [`not (${conditions.join(" and ")})`];
}

function queryOf(dialect: Dialect, relation: RelationPlan): string {
  return renderPlan({ language: 1, relations: [relation] }, dialect.name)
    .map(({ sql }) => sql.trimEnd())
    .join("\n");
}

function insert(target: string, query: string): string {
  return `insert into ${target}\n${query}`;
}

/**
 * Rows whose source was loaded again may be no events any more: all that the new loads could have made goes, before what they make now
 * comes in. Without `loaded_at` everything from the watermark on goes.
 */
function staleRows(
  dialect: Dialect,
  relation: RelationPlan,
  increment: NonNullable<RelationPlan["window"]["increment"]>,
  event: EventPlan,
): string[] {
  const [scan] = relation.scans;
  if (!scan) return [];
  const marks = watermarks({ dialect, relation }, increment, event);
  if (!scan.loadedAt || event.scheduled) return [sinceMark("occurred_at", marks.occurredAt)];
  const steps = scan.steps.flatMap((step): (typeof step)[] => {
    if (step.kind !== "join") return [step];
    return step.filters ? [] : [{ ...step, inner: false }];
  });
  const renderer = rendererOf({ dialect, relation }, { ...scan, steps });
  const row = rowOf(renderer, event, renderer.time);
  if (row.key.length === 0 || row.loadedAt === undefined) return [];
  const loaded = select({
    columns: [named(dialect, sourceKey(dialect, row), "source_key")],
    from: renderFrom(renderer),
    where: [sinceMark(row.loadedAt, marks.loadedAt)],
  });
  return [`${identifier(dialect, "source_key")} in (\n${indent(loaded)}\n)`];
}
