/** Values that stand for private ones: one for each value, the same wherever it stands, and of the column's type. */
import type { LogicalType } from "../../sql/logicalType.ts";
import { readWrittenTime } from "../../sql/writtenTime.ts";

export interface Pseudonyms {
  /** In: a private value as text, and its column's kind. */
  of(text: string, kind: LogicalType["kind"] | undefined): string;
  /** What has been put for a text that no column says is private; `undefined` where it is none that was seen to be. */
  known(text: string): string | undefined;
}

/** Shorter texts are no one's alone: `BE`, `1`. */
const telling = 4;

export function createPseudonyms(): Pseudonyms {
  const seen = new Map<string, string>();
  const of: Pseudonyms["of"] = (text, kind) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    if (isNested(text, kind)) return JSON.stringify(nested(JSON.parse(text), of));
    const made = pseudonym(text, kind, seen.size + 1);
    seen.set(text, made);
    return made;
  };
  return { of, known: (text) => (text.length < telling ? undefined : seen.get(text)) };
}

const day = 24 * 3600 * 1000;

function pseudonym(text: string, kind: LogicalType["kind"] | undefined, number: number): string {
  switch (kind) {
    case "integer":
    case "decimal":
    case "float":
      return String(number);
    case "boolean":
      return "false";
    case "date":
    case "timestamp":
    case "instant":
      return timeLike(text, number);
    case "time":
      return new Date(number * 60_000).toISOString().slice(11, 19);
    case "uuid":
      return uuid(number);
    default:
      return textLike(text, number);
  }
}

/** Written as the other one is: a day, or a day with a time, with a zone or without. */
function timeLike(text: string, number: number): string {
  const [date = "", rest = ""] = new Date(Date.UTC(2000, 0, 1) + number * day).toISOString().split("T");
  const { offset } = readWrittenTime(text) ?? {};
  if (!text.includes(":")) return date;
  return offset === undefined ? `${date} ${rest.slice(0, 8)}` : `${date}T${rest.slice(0, 8)}Z`;
}

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** An address for an address, digits for digits; of other texts none that is longer, because the column may have no room for it. */
function textLike(text: string, number: number): string {
  if (readWrittenTime(text)) return timeLike(text, number);
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) return uuid(number);
  if (/^\+?\d+$/.test(text)) {
    const sign = text.startsWith("+") ? "+" : "";
    return sign + String(number).padStart(text.length - sign.length, "0");
  }
  if (text.includes("@")) return `person${number}@example.com`;
  const whole = `person ${number}`;
  return whole.length <= text.length ? whole : `p${number}`;
}

function isNested(text: string, kind: LogicalType["kind"] | undefined): boolean {
  if (kind !== undefined && !["json", "list", "other", "string"].includes(kind)) return false;
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What it is made of stays; each value in it is another. */
function nested(value: unknown, of: Pseudonyms["of"]): unknown {
  if (Array.isArray(value)) return value.map((item) => nested(item, of));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nested(item, of)]));
  if (typeof value === "string") return of(value, "string");
  return typeof value === "number" ? Number(of(String(value), "decimal")) : value;
}
