/** A run's `now` and window: on the result, and where that can't change it also on the source. */
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, Expression, MomentPlan, RelationPlan, Scan } from "../plan/plan.ts";
import { writtenMoment } from "./sharedMoment.ts";
import { embed, literal } from "./sqlText.ts";
import { rangeConditions, secondsOf, utcText } from "./windowBounds.ts";

const occurredAt = "occurred_at";

/** What a moment needs to be an event's at all: it is known, and not in the future unless that is planned. */
export function momentConditions(
  dialect: Dialect,
  relation: RelationPlan,
  events: readonly EventPlan[],
): string[] {
  const now = nowOf(dialect, relation.now);
  const scheduled = events.filter((event) => event.scheduled);
  if (scheduled.length === 0) return [`${occurredAt} <= ${now}`];
  const known = `${occurredAt} is not null`;
  if (scheduled.length === events.length) return [known];
  const names = scheduled.map(({ name }) => literal(dialect, name)).join(", ");
  return [known, `(${occurredAt} <= ${now} or event in (${names}))`];
}

/** The window on a result that calls the moment `column`. */
export function windowConditions(dialect: Dialect, { window }: RelationPlan, column = occurredAt): string[] {
  return rangeConditions(dialect, column, { kind: "instant" }, "UTC", window);
}

/** The window on the result of a scan whose rows don't depend on others, with what an increment leaves out. */
export function scanWindow(dialect: Dialect, relation: RelationPlan, scan: Scan, isDone = false): string[] {
  return [
    ...(isDone ? [] : windowConditions(dialect, relation)),
    ...incrementConditions(dialect, relation, scan),
  ];
}

/**
 * Rows that reached the warehouse since the last run, and rows whose moment has come since. Without `loaded_at`, and for moments that
 * are planned, rows from the last known moment on. Where nothing is there yet, or a row doesn't say when it came, all.
 */
function incrementConditions(dialect: Dialect, { window, events, now }: RelationPlan, scan: Scan): string[] {
  const [event] = scan.events;
  if (!window.increment || !event) return [];
  const marks = watermarks(dialect, window.increment, events, event, now);
  const since = (column: string, mark: string) => `coalesce(${column} >= ${mark}, true)`;
  const moment = since(occurredAt, marks.occurredAt);
  if (!scan.loadedAt || event.scheduled) return [moment];
  return [`(${since("loaded_at", marks.loadedAt)} or ${moment})`];
}

/** From where on an event's rows are read again: its own newest ones of this version, minus how late rows may be. */
export function watermarks(
  dialect: Dialect,
  { target, lookbackSeconds }: NonNullable<RelationPlan["window"]["increment"]>,
  names: readonly string[],
  event: EventPlan,
  now: string | undefined,
) {
  const own = `event in (${names.map((name) => literal(dialect, name)).join(", ")}) and event_version = ${event.version}`;
  const past = event.scheduled ? ` and occurred_at <= ${nowOf(dialect, now)}` : "";
  const newest = (column: string) => {
    const mark =
      lookbackSeconds > 0 ? dialect.minusSeconds(`max(${column})`, lookbackSeconds) : `max(${column})`;
    return `(select ${mark} from ${target} where ${own}${past})`;
  };
  return { loadedAt: newest("loaded_at"), occurredAt: newest("occurred_at") };
}

function nowOf(dialect: Dialect, now: string | undefined): string {
  return now === undefined ? dialect.now : dialect.moment("instant", utcText(now));
}

export interface ScanConditions {
  readonly conditions: readonly string[];
  /** Whether they are the window itself, so that the result needs no more. */
  readonly exact: boolean;
}

/**
 * The window on the source, for rows that don't depend on others: conditions that every event's rows meet. The partition's come first;
 * then the moments as they are written, which engines compare before they convert them.
 */
export function scanConditions(dialect: Dialect, { window }: RelationPlan, scan: Scan): ScanConditions {
  const { partition, timezone, events } = scan;
  const pruned = partition?.within
    ? columnRange(dialect, window, partition.column, timezone, secondsOf(partition.within))
    : [];
  const ranges = events.map(({ at }) => momentRange(dialect, window, at));
  const exact = events.every(({ at }, n) => isMoment(at) && ranges[n] !== undefined && ranges[n].length > 0);
  if (events.length === 1) return { conditions: [...pruned, ...ranges.flat()], exact };
  if (pruned.length === 0) return { conditions: anyOf(ranges), exact: false };
  const written = ranges.every((range) => range.length > 0) ? writtenMoment(dialect, scan) : undefined;
  if (!written) return { conditions: pruned, exact: false };
  return {
    conditions: [...pruned, ...rangeConditions(dialect, written.sql, written.type, written.timezone, window)],
    exact,
  };
}

/** Whether the time as it is written orders like the moment that it means. */
function isMoment({ expression: { type }, timezone }: MomentPlan): boolean {
  return type?.kind === "instant" || (type?.kind === "timestamp" && timezone === "UTC");
}

function anyOf(ranges: readonly (readonly string[])[]): string[] {
  const texts = new Set(ranges.map((range) => range.join(" and ")));
  const [first = []] = ranges;
  if (texts.size <= 1) return [...first];
  return texts.has("") ? [] : [`(${[...texts].map((text) => `(${text})`).join(" or ")})`];
}

function momentRange(dialect: Dialect, window: RelationPlan["window"], { expression, timezone }: MomentPlan) {
  return isColumn(expression.sql) ? columnRange(dialect, window, expression, timezone) : [];
}

function columnRange(
  dialect: Dialect,
  window: RelationPlan["window"],
  column: Expression,
  timezone: string,
  slackSeconds = 0,
): string[] {
  return rangeConditions(dialect, embed(dialect, column), column.type, timezone, window, slackSeconds);
}

/** No engine prunes by an expression that it would have to compute. */
function isColumn(sql: string): boolean {
  return /^\s*(?:(?:\w+|"[^"]+"|`[^`]+`)\s*\.\s*)?(?:\w+|"[^"]+"|`[^`]+`)\s*$/.test(sql);
}
