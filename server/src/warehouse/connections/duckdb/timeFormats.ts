/** Dates and times that are not written as ISO 8601 has them: day and month in either order, or as a format says. */
import { duckdb } from "../../../sql/dialects/duckdb.ts";

/** A way to read the texts of a column. */
export interface TimeFormat {
  /** As `strptime` reads it. */
  readonly format: string;
  readonly type: "date" | "timestamp" | "timestamptz";
}

/** What a format that an author wrote gives. */
export function declaredFormats(options: {
  readonly date_format?: string;
  readonly timestamp_format?: string;
}): TimeFormat[] {
  const { date_format: date, timestamp_format: time } = options;
  return [
    ...(date === undefined ? [] : [{ format: date, type: "date" } as const]),
    ...(time === undefined
      ? []
      : [{ format: time, type: /%z/i.test(time) ? "timestamptz" : "timestamp" } as const]),
  ];
}

/** The formats that a date such as `31/01/2026` or `1-31-2026 3:05 PM` may have been written in, day first before month first. */
export function formatsLike(text: string): TimeFormat[] {
  const [, mark, year, time] = /^\d{1,2}([-/.])\d{1,2}[-/.](\d{4}|\d{2})(.*)$/.exec(text.trim()) ?? [];
  if (mark === undefined || year === undefined || time === undefined) return [];
  const y = year.length === 4 ? "%Y" : "%y";
  const orders = [["%d", "%m", y], ["%m", "%d", y], ...(year.length === 2 ? [["%y", "%m", "%d"]] : [])];
  const clock = clockFormat(time);
  const type = clock === "" ? "date" : "timestamp";
  return orders.map((order) => ({ format: order.join(mark) + clock, type }));
}

/** Of `T10:00`, ` 3:05:00 PM`. */
function clockFormat(time: string): string {
  const [, before = "", colons = "", half = ""] = /^([ T]?)[\d]*((?::\d+)*)( ?(?:[ap]m)?)$/i.exec(time) ?? [];
  if (colons === "") return "";
  const hour = half.trim() === "" ? "%H" : "%I";
  const rest = colons.split(":").length > 2 ? ":%M:%S" : ":%M";
  return before + hour + rest + half.replace(/[ap]m/i, "%p");
}

/** A text read by a format, in SQL: null where it can't be. */
export function readBy({ format, type }: TimeFormat, text: string): string {
  return `cast(try_strptime(${text}, ${duckdb.literal(format)}) as ${type})`;
}
