/** A run's window: on a row's time, and where that can't change which rows there are also on the source. */
import { secondsOf } from "../../spec/values.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { indent, lineWidth } from "../layout.ts";
import type { EventPlan, WindowPlan } from "../plan/plan.ts";
import { formerNames, plannedNames } from "../plan/plannedNames.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import { comparand } from "./embed.ts";
import { knownRange, movingBounds } from "./history.ts";
import type { RelationRenderer, Renderer } from "./renderer.ts";
import type { Row } from "./row.ts";
import { literal } from "./sqlText.ts";
import { isComparable, nowOf, type Time, timeOfSql, utcTime } from "./time.ts";
import { rangeAround, rangeConditions } from "./windowBounds.ts";

/** The rows of the window and of the event's history, all of them and no others. In: whose time they have. */
export function inWindow(renderer: RelationRenderer, event: EventPlan | undefined, time: Time): string[] {
  const { dialect, relation } = renderer;
  const range = knownRange(relation, event);
  const moving = movingBounds(renderer, event, time);
  const { conditions, exact } = rangeConditions(dialect, asSide(dialect, time), range);
  if (exact || (range.since === undefined && range.until === undefined)) return [...conditions, ...moving];
  const utc = utcTime(dialect, comparand(dialect, time.utc));
  return [...conditions, ...rangeConditions(dialect, utc, range).conditions, ...moving];
}

/** The same for rows of several events, each of which answers to its own history. In: what tells their names. */
export function inWindows(
  renderer: RelationRenderer,
  events: readonly EventPlan[],
  row: Pick<Row, "event" | "time">,
): string[] {
  const groups = new Map<string, WindowGroup>();
  for (const event of events) {
    const conditions = inWindow(renderer, event, row.time);
    const group = groups.get(conditions.join("\n")) ?? { conditions, events: [] };
    group.events.push(event);
    groups.set(conditions.join("\n"), group);
  }
  const all = [...groups.values()];
  const [only, ...more] = all;
  if (only && more.length === 0) return [...only.conditions];
  return all.flatMap((group) => {
    const [first, ...rest] = group.conditions;
    if (first === undefined) return [];
    const own = rest.length === 0 ? first : grouped("and", [first, ...rest]);
    return [grouped("or", [`${row.event} ${isOther(renderer, group, all)}`, own])];
  });
}

/** Events with the same window. */
interface WindowGroup {
  readonly conditions: readonly string[];
  readonly events: EventPlan[];
}

/** The test on a name that it is of another group. Names that come from data are those that no other event has. */
function isOther(
  { dialect }: Pick<RelationRenderer, "dialect">,
  group: WindowGroup,
  all: readonly WindowGroup[],
) {
  const listed = (events: readonly EventPlan[]) =>
    events
      .flatMap((event) => plannedNames(event) ?? [])
      .map((name) => literal(dialect, name))
      .join(", ");
  const isOpen = group.events.some((event) => plannedNames(event) === undefined);
  if (!isOpen) return `not in (${listed(group.events)})`;
  return `in (${listed(all.filter((one) => one !== group).flatMap(({ events }) => events))})`;
}

/** On one line where they fit. */
function grouped(operator: "and" | "or", [first = "", ...more]: readonly string[]): string {
  const lines = [first, ...more.map((sql) => `${operator} ${sql}`)];
  const line = `(${lines.join(" ")})`;
  return line.length <= lineWidth && !line.includes("\n") ? line : `(\n${indent(lines.join("\n"))}\n)`;
}

const asSide = (dialect: Dialect, time: Time): Time => ({ ...time, sql: comparand(dialect, time.sql) });

/**
 * Rows that reached the warehouse since the last run, and rows whose moment has come since. Without `loaded_at`, and for moments that
 * are planned, rows from the last known moment on. Where nothing is there yet, or a row doesn't say when it came, all.
 */
export function inIncrement({ dialect, relation, scan }: Renderer, { time, loadedAt }: Row): string[] {
  const [event] = scan.events;
  const { increment } = relation.window;
  if (!increment || !event) return [];
  const marks = watermarks({ dialect, relation }, increment, event);
  const moment = sinceMark(comparand(dialect, time.utc), marks.occurredAt);
  if (loadedAt === undefined || event.scheduled) return [moment];
  return [grouped("or", [sinceMark(comparand(dialect, loadedAt), marks.loadedAt), moment])];
}

/** Without a watermark all there is. */
export function sinceMark(time: string, mark: string): string {
  return `coalesce(\n${indent(`${time} >= ${mark},\ntrue`)}\n)`;
}

type Increment = NonNullable<WindowPlan["increment"]>;

/** From where on an event's rows are read again: its own newest ones of this version, minus how late rows may be. */
export function watermarks(
  { dialect, relation: { events, now } }: RelationRenderer,
  { target, lookbackSeconds, alone }: Increment,
  event: EventPlan,
) {
  const listed = (names: readonly string[]) => names.map((name) => literal(dialect, name)).join(", ");
  const before = formerNames(event, events);
  // Rows that still bear a former name are all to be made anew, and those of other names tell nothing of them.
  const isRenamed = before.length > 0 && (alone || event.variants);
  const conditions = [
    ...(alone ? [] : [`kept.event in (${listed(events)})`]),
    `kept.event_version = ${event.version}`,
    ...(event.scheduled ? [`kept.occurred_at <= ${nowOf(dialect, now)}`] : []),
    ...(isRenamed ? [`not exists (select 1 from ${target} where event in (${listed(before)}))`] : []),
  ];
  const newest = (column: string) => {
    const moment = `max(kept.${column})`;
    const mark = lookbackSeconds > 0 ? dialect.minusSeconds(moment, lookbackSeconds) : moment;
    const lines = [`select ${mark}`, `from ${target} as kept`, `where ${conditions.join("\n  and ")}`];
    return `(\n${indent(lines.join("\n"))}\n)`;
  };
  return { loadedAt: newest("loaded_at"), occurredAt: newest("occurred_at") };
}

/** The window on the partition's column, as wide as events may lie from it. */
export function onPartition({ dialect, relation, scan }: Renderer): string[] {
  const { partition, timezone } = scan;
  if (!partition?.within) return [];
  const time = asSide(dialect, timeOfSql(dialect, partition.column, timezone));
  return [...rangeAround(dialect, time, knownRange(relation, scan.events[0]), secondsOf(partition.within))];
}

/**
 * The window on the source of several events, whose own times are made columns: any of their times must be in it. No engine prunes by an
 * expression that it would have to compute. In: the time of whichever event.
 */
export function onSource({ dialect, relation, scan }: Renderer, shared: Time): string[] {
  const window = knownRange(relation, scan.events[0]);
  const times = scan.events.map(({ at }) =>
    plainColumn(at.expression.sql, dialect.name) ? timeOfSql(dialect, at.expression, at.timezone) : undefined,
  );
  const ranges = times.map((time) =>
    time ? rangeConditions(dialect, asSide(dialect, time), window).conditions : [],
  );
  if (scan.partition?.within)
    return ranges.every((range) => range.length > 0) && isComparable(shared)
      ? [...rangeConditions(dialect, asSide(dialect, shared), window).conditions]
      : [];
  const texts = new Set(ranges.map((range) => range.join(" and ")));
  if (texts.has("")) return [];
  const [first = []] = ranges;
  return texts.size === 1 ? [...first] : [`(${[...texts].map((text) => `(${text})`).join(" or ")})`];
}
