/** Values that mean that there is none: what systems write instead of null. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import { isProduct } from "../reader/looseness.ts";
import { comparand } from "./embed.ts";
import { literal } from "./sqlText.ts";

interface Sentinels {
  /** In the value's own type. */
  readonly literals: readonly string[];
  /** What can't be read as it, to be compared as text. */
  readonly texts: readonly string[];
}

/** How a value of a type is compared with sentinels. Those without a zone are meant in `zone`. */
export function sentinelsOf(
  dialect: Dialect,
  type: LogicalType | undefined,
  sentinels: readonly string[],
  zone: string,
): Sentinels {
  const typed = sentinels.map((text) => readAs(dialect, text, type, zone));
  const unread = sentinels.filter((_, at) => typed[at] === undefined);
  const literals = typed.flatMap((one) => one ?? []);
  return { literals, texts: type && selfEvident.has(type.kind) ? [] : unread.flatMap(spellings) };
}

/** Null instead of a sentinel. In: SQL of a value and its type. */
export function withoutSentinels(
  dialect: Dialect,
  { sql, type }: { readonly sql: string; readonly type: LogicalType | undefined },
  sentinels: readonly string[],
  zone: string,
): string {
  const known: LogicalType | undefined =
    type ?? (isProduct(sql, dialect.name) ? { kind: "decimal" } : undefined);
  const { literals, texts } = sentinelsOf(dialect, known, sentinels, zone);
  const [only] = literals;
  if (texts.length === 0 && literals.length === 1 && only !== undefined) return `nullif(${sql}, ${only})`;
  const conditions = [
    ...(literals.length > 0 ? [`${comparand(dialect, sql)} in (${literals.join(", ")})`] : []),
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
    return [utc, dialect.toInstant(dialect.moment("timestamp", naive), { kind: "timestamp" }, zone, true)];
  }
  const moment = zoned.test(text) ? new Date(text.replace(" ", "T")) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) return undefined;
  return [dialect.moment("instant", moment.toISOString().replace("T", " ").replace("Z", ""))];
}
