/** The `format`s of the schemas. The compiled validators import this too. */
import { parseBound, parsePeriod } from "./history.ts";
import {
  isDate,
  isMoment,
  isTimezone,
  parseBytes,
  parseDuration,
  parseShare,
  parseTable,
  parseTablePattern,
  parseTolerance,
  valueTypeOf,
  withoutBraces,
} from "./values.ts";

interface Format {
  /** The whole text must be one. */
  readonly validate: (text: string) => boolean;
  /** What is asked for, to stand after "must be". */
  readonly expected: string;
  /** What is meant by a text that isn't one, where that is plain. */
  readonly meant?: (text: string) => string | undefined;
}

export const formatRules: Readonly<Record<string, Format>> = {
  duration: {
    validate: (text) => parseDuration(text) !== undefined,
    expected: "a length of time such as 24 hours, 3 days or 1 week",
  },
  period: {
    validate: (text) => parsePeriod(text) !== undefined,
    expected: "a length by the calendar such as 90 days, 25 months or 2 years",
  },
  bound: {
    validate: (text) => parseBound(text) !== undefined,
    expected: "a date or a time such as 2026-01-31 or 2026-01-31 10:00, today or yesterday",
  },
  timezone: {
    validate: isTimezone,
    expected: "a time zone of the IANA database such as Europe/Brussels, or UTC",
  },
  date: { validate: isDate, expected: "a date such as 2026-01-31" },
  moment: { validate: isMoment, expected: "a date or a time such as 2026-01-31 or 2026-01-31T10:00:00Z" },
  share: {
    validate: (text) => parseShare(text) !== undefined,
    expected: "a share such as 1% or 0.01, at most 100%",
  },
  tolerance: {
    validate: (text) => parseTolerance(text) !== undefined,
    expected: "a share such as 1%, or an amount such as 5",
  },
  bytes: {
    validate: (text) => parseBytes(text) !== undefined,
    expected: "an amount of data such as 500 MB or 10 GB",
  },
  table: {
    validate: (text) => parseTable(text) !== undefined,
    expected: "a table: a name such as shop.orders, ref('orders') or source('shop', 'orders')",
    meant: withoutBraces,
  },
  tables: {
    validate: (text) => parseTable(text) !== undefined || parseTablePattern(text) !== undefined,
    expected: "a table such as shop.orders or ref('orders'), or the pattern of some such as shop.orders_*",
    meant: withoutBraces,
  },
  "table-pattern": {
    validate: (text) => parseTablePattern(text) !== undefined,
    expected: "the pattern of some tables, such as client.stream_*",
  },
  "value-type": {
    validate: (text) => valueTypeOf(text) !== undefined,
    expected:
      "string, integer, decimal, decimal(12,2), float, boolean, date, timestamp, json, or list of one of them",
  },
};

/** The same for ajv, which knows formats as functions. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = Object.fromEntries(
  Object.entries(formatRules).map(([name, { validate }]) => [name, validate]),
);
