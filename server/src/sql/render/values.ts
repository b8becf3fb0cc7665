/** Entities, properties and times: sentinels taken out, declared types applied. */
import type { ValueType } from "../../spec/types.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { declaredType, type LogicalType } from "../logicalType.ts";
import type { MomentPlan, ValuePlan } from "../plan/plan.ts";
import { canonicalText } from "./canonical.ts";
import { embed, literal } from "./sqlText.ts";

export interface TypedText {
  readonly sql: string;
  readonly type: LogicalType | undefined;
}

/** SQL of a declared type. */
export function typeName(dialect: Dialect, type: ValueType): string | undefined {
  if (type.kind === "list") return undefined;
  if (type.kind !== "decimal" || type.precision === undefined) return dialect.types[type.kind];
  return dialect.decimal(type.precision, type.scale ?? 0);
}

/** The value of an entity or a property, in its declared type. */
export function typedValue(dialect: Dialect, plan: ValuePlan): TypedText {
  if ("constant" in plan.value) return constantOf(dialect, plan.value, plan.declared);
  const { type } = plan.value;
  const raw = withoutSentinels(
    dialect,
    { sql: embed(dialect, plan.value), type },
    plan.nullValues,
    plan.timezone,
  );
  return castTo(dialect, { sql: raw, type }, plan.declared, plan.timezone);
}

function constantOf(
  dialect: Dialect,
  { constant, text }: { constant: unknown; text: string },
  declared: ValueType | undefined,
): TypedText {
  if (constant === null) return { sql: nullOf(dialect, declared), type: declaredType(declared) };
  if (typeof constant === "string" || declared?.kind === "string") {
    return castTo(dialect, { sql: literal(dialect, text), type: { kind: "string" } }, declared, "UTC");
  }
  if (typeof constant === "boolean") return { sql: String(constant), type: { kind: "boolean" } };
  // As written: a number may have more digits than a float holds.
  const digits = /^[-+]?\d+(\.\d+)?$/.test(text) ? text : String(constant);
  const type: LogicalType = { kind: /^[-+]?\d+$/.test(digits) ? "integer" : "decimal" };
  return castTo(dialect, { sql: dialect.number?.(digits) ?? digits, type }, declared, "UTC");
}

/** A null that has a type, so that relations can be put together. */
export function nullOf(dialect: Dialect, type: ValueType | undefined): string {
  const name = type && typeName(dialect, type);
  return name === undefined ? "null" : `cast(null as ${name})`;
}

/** Casts where the type asked for isn't the value's own; `zone` is where an instant's day is taken. */
export function castTo(
  dialect: Dialect,
  value: TypedText,
  declared: ValueType | undefined,
  zone: string,
): TypedText {
  const target = declared && (typeName(dialect, declared) ?? undefined);
  if (declared === undefined || target === undefined) return value;
  if (declared.kind === "timestamp" && value.type?.kind !== "string") return value;
  const type = declaredType(declared) ?? { kind: "timestamp" };
  if (isSame(value.type, type)) return value;
  if (declared.kind === "string") return { sql: canonicalText(dialect, value.sql, value.type), type };
  if (declared.kind === "json" && value.type?.kind === "string" && dialect.readJson) {
    return { sql: dialect.readJson(value.sql), type };
  }
  if (declared.kind === "date" && value.type?.kind === "instant") {
    return { sql: dayOf(dialect, dialect.toClock(value.sql, zone)), type };
  }
  if (declared.kind === "date" && value.type?.kind === "timestamp") {
    return { sql: dayOf(dialect, value.sql), type };
  }
  if (declared.kind === "decimal" && declared.precision !== undefined && dialect.toDecimal) {
    return { sql: dialect.toDecimal(value.sql, value.type, declared.precision, declared.scale ?? 0), type };
  }
  return { sql: `cast(${value.sql} as ${target})`, type };
}

/** The day that a midnight stands for; any other time fails, because a date would lose it. */
function dayOf(dialect: Dialect, clock: string): string {
  const { date, timestamp, string } = dialect.types;
  const day = `cast(${clock} as ${date})`;
  const words = literal(dialect, "A value that is declared as a date has a time: ");
  const failed = `cast(${dialect.fail(`${words} || cast(${clock} as ${string})`)} as ${date})`;
  return `case when ${clock} <> cast(${day} as ${timestamp}) then ${failed} else ${day} end`;
}

function isSame(left: LogicalType | undefined, right: LogicalType): boolean {
  if (left?.kind !== right.kind) return false;
  return right.precision === undefined || (left.precision === right.precision && left.scale === right.scale);
}

/** The moment that a user's expression gives, as an instant; null for sentinels. */
export function instantOf(dialect: Dialect, { expression, timezone, nullValues }: MomentPlan): string {
  const { type } = expression;
  const raw = withoutSentinels(dialect, { sql: embed(dialect, expression), type }, nullValues, timezone);
  return dialect.toInstant(raw, type, timezone);
}

/** Null instead of a sentinel, which is compared as the value's type where it can be read as it, else as text. */
function withoutSentinels(
  dialect: Dialect,
  { sql, type }: TypedText,
  sentinels: readonly string[],
  zone: string,
): string {
  const typed = sentinels.map((text) => readAs(dialect, text, type, zone));
  const literals = typed.flatMap((one) => one ?? []);
  const unread = sentinels.filter((_, at) => typed[at] === undefined);
  const texts = type && selfEvident.has(type.kind) ? [] : unread.flatMap(spellings);
  const [only] = literals;
  if (texts.length === 0 && literals.length === 1 && only !== undefined) return `nullif(${sql}, ${only})`;
  const conditions = [
    ...(literals.length > 0 ? [`${sql} in (${literals.join(", ")})`] : []),
    ...(texts.length > 0
      ? [
          `cast(${sql} as ${dialect.types.string}) in (${texts.map((text) => literal(dialect, text)).join(", ")})`,
        ]
      : []),
  ];
  return conditions.length === 0 ? sql : `case when ${conditions.join(" or ")} then null else ${sql} end`;
}

/** Types none of whose values is written like a text that can't be read as one. */
const selfEvident: ReadonlySet<LogicalType["kind"]> = new Set([
  "integer",
  "decimal",
  "boolean",
  "date",
  "timestamp",
  "instant",
  "time",
]);

const day = /^\d{4}-\d{2}-\d{2}$/;
const clock = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d{1,6})?))?$/;
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[-+]\d{2}(?::?\d{2})?)$/i;

/** What engines write for a day without a time, where a type is not known. */
function spellings(text: string): string[] {
  return day.test(text) ? [text, `${text} 00:00:00`, `${text} 00:00:00+00`] : [text];
}

/** The sentinel as literals of a type; `undefined` where it can't be read as one. */
function readAs(
  dialect: Dialect,
  text: string,
  type: LogicalType | undefined,
  zone: string,
): string[] | undefined {
  if (dialect.infiniteTimes && isTime(type) && /^[-+]?infinity$/i.test(text))
    return [`${dialect.types[type.kind]} '${text.replace("+", "").toLowerCase()}'`];
  switch (type?.kind) {
    case "string":
      return [literal(dialect, text)];
    case "integer":
      return /^[-+]?\d+$/.test(text) ? [text] : undefined;
    case "decimal":
    case "float":
      return /^[-+]?\d+(\.\d+)?$/.test(text) ? [text] : undefined;
    case "boolean":
      return /^(true|false)$/i.test(text) ? [text.toLowerCase()] : undefined;
    case "date":
      return clockText(text)?.endsWith(" 00:00:00") ? [dialect.moment("date", text)] : undefined;
    case "timestamp":
      return clockText(text) === undefined ? undefined : [dialect.moment("timestamp", clockText(text) ?? "")];
    case "instant":
      return readInstant(dialect, text, zone);
    default:
      return undefined;
  }
}

function isTime(
  type: LogicalType | undefined,
): type is LogicalType & { readonly kind: "date" | "timestamp" | "instant" } {
  return type?.kind === "date" || type?.kind === "timestamp" || type?.kind === "instant";
}

function clockText(text: string): string | undefined {
  if (day.test(text)) return `${text} 00:00:00`;
  const [, date, minutes, seconds] = clock.exec(text) ?? [];
  return date === undefined ? undefined : `${date} ${minutes}:${seconds ?? "00"}`;
}

/** A sentinel without a zone is meant in the declared one, but systems write theirs in UTC: both count. */
function readInstant(dialect: Dialect, text: string, zone: string): string[] | undefined {
  const naive = clockText(text);
  if (naive !== undefined) {
    const utc = dialect.moment("instant", naive);
    if (zone === "UTC") return [utc];
    return [utc, dialect.toInstant(dialect.moment("timestamp", naive), { kind: "timestamp" }, zone)];
  }
  const moment = zoned.test(text) ? new Date(text.replace(" ", "T")) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) return undefined;
  return [dialect.moment("instant", moment.toISOString().replace("T", " ").replace("Z", ""))];
}
