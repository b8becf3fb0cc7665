/** Values that have a small syntax of their own. Each reader answers `undefined` for a text that isn't one. */
import type { Duration, DurationUnit, Tolerance, ValueType, WrittenTable } from "./types.ts";

const simpleTypes = ["string", "integer", "float", "boolean", "date", "timestamp", "json"] as const;
const decimalType = /^decimal(?:\(\s*(\d{1,3})\s*(?:,\s*(\d{1,3})\s*)?\))?$/;

/** Reads a property's or an entity's type: `integer`, `decimal(12,2)`, `list of string`. */
export function valueTypeOf(text: string): ValueType | undefined {
  const trimmed = text.trim();
  const item = /^list of\s+(.+)$/.exec(trimmed)?.[1];
  if (item !== undefined) return listOf(valueTypeOf(item));
  const simple = simpleTypes.find((name) => name === trimmed);
  if (simple) return { kind: simple };
  const decimal = decimalType.exec(trimmed);
  if (!decimal) return undefined;
  const [, precision, scale] = decimal;
  if (precision === undefined) return { kind: "decimal" };
  const digits = Number(precision);
  const places = Number(scale ?? 0);
  return digits > 0 && places <= digits ? { kind: "decimal", precision: digits, scale: places } : undefined;
}

function listOf(of: ValueType | undefined): ValueType | undefined {
  return of && { kind: "list", of };
}

const duration = /^(\d{1,6})\s*(second|minute|hour|day|week)s?$/;

/** Reads a length of time: `3 days`, `24 hours`, `1 week`. */
export function parseDuration(text: string): Duration | undefined {
  const [, amount, unit] = duration.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return { amount: Number(amount), unit: unit as DurationUnit };
}

const unitSeconds = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;

/** The length of a duration in seconds. */
export function secondsOf({ amount, unit }: Duration): number {
  return amount * unitSeconds[unit];
}

/** Reads a share: `1%` or `0.01`, both 0.01. At most 1. */
export function parseShare(text: string): number | undefined {
  const [, number, percent] = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const share = Number(number) / (percent ? 100 : 1);
  return share <= 1 ? share : undefined;
}

/** Reads by how much two numbers may differ: `1%` of the expected one, or `5`. */
export function parseTolerance(text: string): Tolerance | undefined {
  const [, number, percent] = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return percent ? { of: "share", value: Number(number) / 100 } : { of: "amount", value: Number(number) };
}

const units: Record<string, number> = {
  "": 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** Reads an amount of data in bytes: `500000000`, `10 GB` (10⁹ each), `1 TiB` (2⁴⁰). */
export function parseBytes(text: string): number | undefined {
  const [, number, prefix] = /^(\d+(?:\.\d+)?)\s*(?:([KMGTP]i?)?B)?$/i.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const unit = prefix === undefined ? "" : prefix.charAt(0).toUpperCase() + prefix.slice(1).toLowerCase();
  const factor = units[unit];
  return factor === undefined ? undefined : Math.round(Number(number) * factor);
}

/** Whether a text is a date that exists, `2026-02-28`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

/** Whether a text is a date or a moment that exists: `2026-02-01`, `2026-02-01 10:00`, `2026-02-01T09:00:00Z`. */
export function isMoment(text: string): boolean {
  const [, date, hour, minute, second] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*(?:Z|[-+]\d{2}(?::?\d{2})?))?)?$/.exec(
      text.trim(),
    ) ?? [];
  if (date === undefined || !isDate(date)) return false;
  return Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
}

/** The usual names of time zones. To ask Intl about one means to make a formatter, and the first of those costs much. */
const timezones: ReadonlySet<string> = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/** Whether a text names a time zone of the IANA database, `Europe/Brussels`, or `UTC`. */
export function isTimezone(text: string): boolean {
  if (timezones.has(text)) return true;
  // Intl would also take offsets such as +02:00, which know no daylight saving.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Reads a table as written: `shop.orders`, `'"Order Details"'`, `ref('orders')`, `source('shop', 'orders')`. */
export function parseTable(text: string): WrittenTable | undefined {
  const trimmed = text.trim();
  const call =
    /^(ref|source)\s*\(\s*(?:'([^']+)'|"([^"]+)")\s*(?:,\s*(?:'([^']+)'|"([^"]+)")\s*)?(?:,\s*v(?:ersion)?\s*=\s*['"]?([\w.]+)['"]?\s*)?\)$/.exec(
      trimmed,
    );
  if (call) return dbtTable(call[1], call[2] ?? call[3] ?? "", call[4] ?? call[5], call[6]);
  const parts = identifiers(trimmed);
  return parts && { kind: "relation", parts };
}

/** Reads a name with `*` in it, `shop.orders_*`, into its parts; each `*` stands for any letters of one part. */
export function parseTablePattern(text: string): string[] | undefined {
  const parts = text.trim().split(".");
  const isPattern = text.includes("*") && parts.length <= 3 && parts.every((part) => patternPart.test(part));
  return isPattern ? parts : undefined;
}

const patternPart = /^[\p{L}\p{N}_$*-]+$/u;

/** A table in the braces that dbt's SQL needs and a spec does not, `{{ ref('orders') }}`: the text without them. */
export function withoutBraces(text: string): string | undefined {
  const inner = /^\s*\{\{-?([^{}]*?)-?\}\}\s*$/.exec(text)?.[1]?.trim();
  return inner !== undefined && parseTable(inner) ? inner : undefined;
}

function dbtTable(
  name: string | undefined,
  first: string,
  second: string | undefined,
  version: string | undefined,
) {
  if (name === "source") {
    if (second === undefined || version !== undefined) return undefined;
    return { kind: "source", source: first, table: second } as const;
  }
  const model = second === undefined ? { model: first } : { package: first, model: second };
  return { kind: "ref", ...model, ...(version !== undefined && { version }) } as const;
}

const identifier = /\s*(?:"((?:[^"]|"")+)"|`([^`]+)`|([\p{L}_][\p{L}\p{N}_$-]*))\s*(\.|$)/uy;

/** The unquoted parts of a name with at most three, or `undefined` when the text isn't one. */
function identifiers(text: string): string[] | undefined {
  const parts: string[] = [];
  identifier.lastIndex = 0;
  for (let dot: string | undefined = "."; dot === "."; ) {
    const match = identifier.exec(text);
    if (!match || parts.length === 3) return undefined;
    parts.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? match[3] ?? "");
    dot = match[4];
  }
  return parts.length > 0 ? parts : undefined;
}
