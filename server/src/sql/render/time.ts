/** Times in SQL: as the author wrote them, to be compared without a conversion, and as the moments that they mean. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { MomentPlan, TypedSql } from "../plan/plan.ts";
import { offsetOf } from "../zones.ts";
import { castAs } from "./cast.ts";
import { argument, comparand, embed, isOperand } from "./embed.ts";
import { sentinelsOf, withoutSentinels } from "./sentinels.ts";
import { sqlText, timeOf, utcText } from "./windowBounds.ts";

export interface Time {
  /** As written; where its type is not known, read as what a clock shows. */
  readonly sql: string;
  readonly type: LogicalType;
  /** Of its naive values. */
  readonly timezone: string;
  /** As events hold their times: see `Dialect.eventTime`. */
  readonly utc: string;
}

/** A time that is one already. */
export function utcTime(dialect: Dialect, sql: string): Time {
  return { sql, type: { kind: dialect.eventTime }, timezone: "UTC", utc: sql };
}

/** In: an expression of the author's. Sentinels in it are null. */
export function timeOfMoment(dialect: Dialect, { expression, timezone, nullValues }: MomentPlan): Time {
  const { type } = expression;
  const sql = withoutSentinels(dialect, { sql: embed(dialect, expression), type }, nullValues, timezone);
  return readTime(dialect, sql, type, timezone);
}

/** In: an expression of the author's without sentinels. */
export function timeOfSql(dialect: Dialect, expression: TypedSql, timezone: string): Time {
  return timeOfMoment(dialect, { expression, timezone, nullValues: [] });
}

function readTime(dialect: Dialect, sql: string, type: LogicalType | undefined, timezone: string): Time {
  const known: LogicalType = type ?? { kind: "timestamp" };
  const read = type ? sql : castAs(dialect, sql, dialect.types.timestamp);
  return {
    sql: read,
    type: known,
    timezone,
    utc: dialect.toInstant(read, known, timezone, isOperand(dialect, read)),
  };
}

/** What authors call `event.at`. */
export function momentOf(dialect: Dialect, { sql, type, utc }: Time): string {
  if (type.kind === "instant") return sql;
  return dialect.toMoment?.(utc) ?? utc;
}

/** What engines compare before they convert it. */
const comparable: ReadonlySet<LogicalType["kind"]> = new Set(["instant", "timestamp", "date"]);

export function isComparable({ type }: Pick<Time, "type">): boolean {
  return comparable.has(type.kind);
}

/** An expression that is short enough to stand in a column and in conditions. Characters. */
const short = 40;

/**
 * An event's time where it can stand in conditions as written, with the conditions that leave its sentinels out. `undefined` where it
 * must be made a column first.
 */
export function plainTime(
  dialect: Dialect,
  { expression, timezone, nullValues }: MomentPlan,
): { readonly time: Time; readonly conditions: readonly string[] } | undefined {
  const sql = argument(dialect, expression.sql);
  const time = readTime(dialect, embed(dialect, expression), expression.type, timezone);
  const { literals, texts } = sentinelsOf(dialect, expression.type, nullValues, timezone);
  if (!isComparable(time) || texts.length > 0 || sql.length > short || sql.includes("\n")) return undefined;
  const side = comparand(dialect, time.sql);
  const [only, ...more] = literals;
  if (only === undefined) return { time, conditions: [] };
  return {
    time,
    conditions: [more.length === 0 ? `${side} <> ${only}` : `${side} not in (${literals.join(", ")})`],
  };
}

/** What a time needs to be an event's at all: it is known, and not in the future unless that is planned. In: the run's moment. */
export function hasHappened(
  dialect: Dialect,
  { sql, type, timezone }: Time,
  now: string | undefined,
  scheduled: boolean,
): string {
  const side = comparand(dialect, sql);
  return scheduled ? `${side} is not null` : `${side} <= ${nowAs(dialect, type, timezone, now)}`;
}

/** The run's moment as events hold their times. */
export function nowOf(dialect: Dialect, now: string | undefined): string {
  return nowAs(dialect, { kind: dialect.eventTime }, "UTC", now);
}

/** The run's moment, to be compared with a time of that type. */
function nowAs(dialect: Dialect, { kind }: LogicalType, zone: string, now: string | undefined): string {
  if (kind === "instant") return now === undefined ? dialect.now : dialect.moment("instant", utcText(now));
  const clock = kind === "date" ? "date" : "timestamp";
  if (now !== undefined) {
    const utc = timeOf(now);
    const offset = offsetOf(zone, utc);
    if (offset !== undefined) return dialect.moment(clock, sqlText(utc + offset));
  }
  const reading =
    now === undefined
      ? dialect.clockNow(zone)
      : dialect.toClock(dialect.moment("instant", utcText(now)), zone);
  return kind === "date" ? castAs(dialect, reading, dialect.types.date) : reading;
}
