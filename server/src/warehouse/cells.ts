/** Engines' values as plain JSON cells, the same spelling whatever the engine. */
import type { Cell } from "./types.ts";

/** An integer: a number where that is exact, else its digits. */
export function integerCell(value: bigint): Cell {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : value.toString();
}

/** Digits as an engine wrote them: a number where that is exact, else the text. */
export function integerTextCell(text: string): Cell {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/**
 * JSON whose integers of more digits than a float holds are texts; what stands inside of strings is left alone. Strings of any
 * length: the pattern takes no step of its own for each character.
 */
export function withExactIntegers(json: string): string {
  if (!/\d{16}/.test(json)) return json;
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/gs, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** A float; JSON has no word for what is not finite, so that is text: `NaN`, `Infinity`, `-Infinity`. */
export function floatCell(value: number): Cell {
  return Number.isFinite(value) ? value : String(value);
}

/** Lower-case hex digits. */
export function hexCell(bytes: Uint8Array): Cell {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

const microsPerDay = 86_400_000_000n;

/** Days since 1970-01-01 as `YYYY-MM-DD`; years beyond 0–9999 have a sign and six digits, as ISO 8601 extends them. */
export function isoDate(days: bigint): string {
  // From days to civil date, exact for any day: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const shifted = days + 719_468n;
  const era = floorDiv(shifted, 146_097n);
  const dayOfEra = shifted - era * 146_097n;
  const yearOfEra = (dayOfEra - dayOfEra / 1460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const shiftedMonth = (5n * dayOfYear + 2n) / 153n;
  const day = dayOfYear - (153n * shiftedMonth + 2n) / 5n + 1n;
  const month = shiftedMonth < 10n ? shiftedMonth + 3n : shiftedMonth - 9n;
  const year = yearOfEra + era * 400n + (month <= 2n ? 1n : 0n);
  return `${isoYear(year)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** Microseconds since midnight as `HH:MM:SS`, with a fraction where there is one. */
export function isoTime(micros: bigint): string {
  return isoTimeOfDay(micros * 1000n);
}

/** Nanoseconds since 1970-01-01 00:00 as ISO 8601, without a zone: append `Z` where it is a moment. */
export function isoTimestamp(nanos: bigint): string {
  const perDay = microsPerDay * 1000n;
  const days = floorDiv(nanos, perDay);
  return `${isoDate(days)}T${isoTimeOfDay(nanos - days * perDay)}`;
}

function isoTimeOfDay(nanos: bigint): string {
  const seconds = nanos / 1_000_000_000n;
  const fraction = padded(nanos % 1_000_000_000n, 9).replace(/0+$/, "");
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n]
    .map((part) => padded(part, 2))
    .join(":");
  return fraction ? `${clock}.${fraction}` : clock;
}

function isoYear(year: bigint): string {
  if (year >= 0n && year <= 9999n) return padded(year, 4);
  return `${year < 0n ? "-" : "+"}${padded(year < 0n ? -year : year, 6)}`;
}

function padded(value: bigint, width: number): string {
  return value.toString().padStart(width, "0");
}

function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
