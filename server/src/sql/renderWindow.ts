/** A run's `now` and window: on the result, and where that can't change it also on the source. */
import type { Dialect } from "./dialect.ts";
import type { EventPlan, RelationPlan, Scan } from "./plan.ts";
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
export function scanWindow(dialect: Dialect, relation: RelationPlan, scan: Scan): string[] {
  return [...windowConditions(dialect, relation), ...incrementConditions(dialect, relation, scan)];
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

/** The window on the source, for rows that don't depend on others: conditions that every event's rows meet. */
export function scanConditions(dialect: Dialect, { window }: RelationPlan, scan: Scan): string[] {
  const ranges = scan.events.map((event) => eventRange(dialect, window, scan, event));
  const texts = new Set(ranges.map((range) => range.join(" and ")));
  const [first = []] = ranges;
  if (texts.size <= 1) return first;
  return texts.has("") ? [] : [`(${[...texts].map((text) => `(${text})`).join(" or ")})`];
}

function eventRange(
  dialect: Dialect,
  window: RelationPlan["window"],
  scan: Scan,
  event: EventPlan,
): string[] {
  const { expression, timezone } = event.at;
  const { partition } = scan;
  const range = (column: typeof expression, zone: string, slack = 0) =>
    rangeConditions(dialect, embed(dialect, column), column.type, zone, window, slack);
  if (partition?.within) return range(partition.column, scan.timezone, secondsOf(partition.within));
  const isPartition = partition !== undefined && partition.column.sql.trim() === expression.sql.trim();
  return isPartition || isColumn(expression.sql) ? range(expression, timezone) : [];
}

/** No engine prunes by an expression that it would have to compute. */
function isColumn(sql: string): boolean {
  return /^\s*(?:(?:\w+|"[^"]+"|`[^`]+`)\s*\.\s*)?(?:\w+|"[^"]+"|`[^`]+`)\s*$/.test(sql);
}
