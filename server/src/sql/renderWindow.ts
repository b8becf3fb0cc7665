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
  const now = relation.now === undefined ? dialect.now : dialect.moment("instant", utcText(relation.now));
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
