/** Values of events compared with what an example expects: numbers as numbers, moments as moments, JSON by value, texts exactly. */
import type { LocatedLiteral } from "../../spec/literals.ts";
import { type LogicalType, logicalTypeOf } from "../../sql/logicalType.ts";
import type { DialectName } from "../../sql/types.ts";
import { clockText, readWrittenTime } from "../../sql/writtenTime.ts";
import { withExactIntegers } from "../../warehouse/cells.ts";
import type { Cell, ResultColumn } from "../../warehouse/types.ts";
import { exactOf, exactText } from "../exact.ts";

/** A column of an event's relation. */
export interface ComparedColumn {
  readonly name: string;
  readonly kind: LogicalType["kind"];
  /** Of a time: it is a moment in UTC, whatever its type. */
  readonly isMoment: boolean;
}

const eventTimes: ReadonlySet<string> = new Set(["occurred_at", "loaded_at"]);

/** In: the name in the event's relation, and the result's column. */
export function comparedColumn(name: string, { type }: ResultColumn, dialect: DialectName): ComparedColumn {
  const { kind } = logicalTypeOf(type, dialect);
  return { name, kind, isMoment: kind === "instant" || eventTimes.has(name) };
}

/** A text that two values share if and only if they are equal as values of the column; `undefined` for null. */
export function valueKey(column: ComparedColumn, cell: Cell): string | undefined {
  return cell === null ? undefined : keyOf(column, cellText(column, cell));
}

/** A cell as an example would write it. Some engines write a clock's time as a moment; a moment that is held as a clock's time gets its zone. */
export function cellText({ kind, isMoment }: ComparedColumn, cell: NonNullable<Cell>): string {
  if (typeof cell === "object") return JSON.stringify(cell);
  const text = String(cell);
  if (kind !== "timestamp") return text;
  const clock = text.replace(/Z$/, "");
  return isMoment && /:/.test(clock) ? `${clock}Z` : clock;
}

/** The same of what an example says. */
export function expectedKey(column: ComparedColumn, { value, text }: LocatedLiteral): string | undefined {
  return value === null ? undefined : keyOf(column, text);
}

function keyOf(column: ComparedColumn, text: string): string {
  switch (column.kind) {
    case "integer":
    case "decimal":
      return plainNumber(text) ?? `text ${text}`;
    case "float":
      return floatNumber(text);
    case "boolean":
      return /^(true|1)$/i.test(text) ? "true" : /^(false|0)$/i.test(text) ? "false" : `text ${text}`;
    case "date":
    case "timestamp":
    case "instant":
      return timeKey(column, text);
    case "json":
    case "list":
    case "other":
      return jsonKey(text);
    case "uuid":
    case "bytes":
      return text.toLowerCase();
    default:
      return text;
  }
}

/** Digits without what changes nothing: `175.00` is 175. */
function plainNumber(text: string): string | undefined {
  const number = exactOf(text);
  return number && exactText(number);
}

/** What a float is sure of: fifteen digits. */
function floatNumber(text: string): string {
  const special = /^([-+]?)\.?(inf|nan)(?:inity)?$/i.exec(text);
  if (special) return `${special[1] === "-" ? "-" : ""}${special[2]?.toLowerCase()}`;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) return `text ${text}`;
  return String(Number(value.toPrecision(15)));
}

/** A clock's time and a moment are different things, and equal none of the other kind. */
function timeKey({ kind, isMoment }: ComparedColumn, text: string): string {
  const time = readWrittenTime(text);
  if (!time) return /^[-+]?infinity$/i.test(text) ? text.replace("+", "").toLowerCase() : `text ${text}`;
  const fraction = time.fraction.replace(/\.?0+$/, "");
  if (isMoment) return `${clockText({ ...time, fraction }, -(time.offset ?? 0))}Z`;
  const zone = time.offset === undefined ? "" : ` with a zone ${time.offset}`;
  const clock = clockText({ ...time, fraction });
  return kind === "date" ? `${clock.replace(/ 00:00:00$/, "")}${zone}` : `${clock}${zone}`;
}

function jsonKey(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(withExactIntegers(text))));
  } catch {
    return `text ${text}`;
  }
}

/** The order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return { entries: entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
}
