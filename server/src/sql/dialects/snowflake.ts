import type { LogicalType } from "../logicalType.ts";
import type { Dialect } from "./dialect.ts";
import { lateralRow } from "./lateralRow.ts";

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "''" };

const literal = (text: string) =>
  `'${text.replaceAll(/[\\']/g, (character) => escapes[character] ?? character)}'`;

const day = "YYYY-MM-DD";
const time = "HH24:MI:SS.FF6";

/** Six digits of a second, and three more where they are not zero. */
function fineText(clock: string, { nanoseconds }: LogicalType): string {
  if (!nanoseconds) return `to_varchar(${clock}, '${day}"T"${time}')`;
  return `regexp_replace(to_varchar(${clock}, '${day}"T"HH24:MI:SS.FF9'), '000$')`;
}

/** Names are written without quotes, so that they are Snowflake's own upper case and anybody's `select event_id` finds them. */
export const snowflake: Dialect = {
  name: "snowflake",
  quote: '"',
  plainName: /^[a-z_][a-z0-9_]*$/i,
  upperCase: true,
  literal,
  pseudoColumns: [
    "metadata$action",
    "metadata$isupdate",
    "metadata$row_id",
    "metadata$filename",
    "metadata$file_row_number",
  ],
  types: {
    string: "varchar",
    integer: "bigint",
    float: "double",
    boolean: "boolean",
    date: "date",
    timestamp: "timestamp_ntz",
    instant: "timestamp_tz",
    json: "variant",
    decimal: "number(38, 9)",
  },
  shortCasts: true,
  decimal: (precision, scale) => `number(${precision}, ${scale})`,
  text: {
    date: (sql) => `to_varchar(cast(${sql} as date), '${day}')`,
    timestamp: (sql) => `to_varchar(cast(${sql} as timestamp_ntz), '${day}"T"${time}')`,
    instant: (sql) => `to_varchar(convert_timezone('UTC', ${sql}), '${day}"T"${time}') || 'Z'`,
    time: (sql) => `to_varchar(${sql}, '${time}')`,
    bytes: (sql) => `hex_encode(${sql}, 0)`,
    json: (sql) => `to_json(${sql})`,
    list: (sql) => `to_json(${sql})`,
  },
  idText: {
    timestamp: (sql, type) => fineText(`cast(${sql} as timestamp_ntz)`, type),
    instant: (sql, type) => `${fineText(`convert_timezone('UTC', ${sql})`, type)} || 'Z'`,
  },
  readJson: (text) => `parse_json(${text})`,
  readNested: (json, type) => `cast(parse_json(${json}) as ${type})`,
  moment: (kind, text) => {
    if (kind === "instant") return `cast('${text} +00:00' as timestamp_tz)`;
    return kind === "date" ? `date '${text.slice(0, 10)}'` : `cast('${text}' as timestamp_ntz)`;
  },
  eventTime: "timestamp",
  toInstant(sql, type, zone) {
    if (type.kind === "instant") return `cast(convert_timezone('UTC', ${sql}) as timestamp_ntz)`;
    const clock = type.kind === "timestamp" ? sql : `cast(${sql} as timestamp_ntz)`;
    return zone === "UTC" ? clock : `convert_timezone(${literal(zone)}, 'UTC', ${clock})`;
  },
  toMoment: (utc) =>
    `dateadd(microsecond, date_part(epoch_microsecond, ${utc}), cast('1970-01-01 00:00:00 +00:00' as timestamp_tz))`,
  toClock: (sql, zone) => `cast(convert_timezone(${literal(zone)}, ${sql}) as timestamp_ntz)`,
  farPast: "cast('0001-01-01 00:00:00' as timestamp_ntz)",
  farFuture(kind) {
    if (kind === "date") return "date '9999-12-31'";
    const text = "9999-12-31 23:59:59.999999";
    return kind === "instant" ? `cast('${text} +00:00' as timestamp_tz)` : `cast('${text}' as timestamp_ntz)`;
  },
  qualify: true,
  now: "current_timestamp()",
  // `sysdate()` is in UTC, whatever the session's zone.
  clockNow: (zone) => (zone === "UTC" ? "sysdate()" : `convert_timezone('UTC', ${literal(zone)}, sysdate())`),
  joinsIntegers: true,
  nulls: "largest",
  md5: (text) => `md5(${text})`,
  // There is no function that raises; the text that can't be read as a number stands in the error.
  fail: (message) => `cast(cast(${message} as integer) as varchar)`,
  jsonObject: (entries, list) =>
    `object_construct_keep_null(${list(entries.map(({ key, sql }) => `${literal(key)}, ${sql}`))})`,
  unnest({ list, table, item, position }) {
    const columns = [`value as ${item}`, ...(position === undefined ? [] : [`index + 1 as ${position}`])];
    return `cross join lateral (select ${columns.join(", ")} from table(flatten(input => ${list}))) as ${table}`;
  },
  columns: lateralRow,
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  joinTexts: (text, separator) =>
    `nullif(listagg(${text}, ${separator}) within group (order by ${text}), '')`,
  byBytes: (text) => text,
  inline: "",
  clockBefore: (clock, { amount, unit }) => `dateadd(${unit}, ${-amount}, ${clock})`,
  epochMillis: (time) => `date_part(epoch_millisecond, ${time})`,
  // Which day a week begins on is a setting of the session, but for its ISO days.
  startOf: (unit, clock) =>
    unit === "week"
      ? `dateadd(day, 1 - dayofweekiso(${clock}), date_trunc(day, ${clock}))`
      : `date_trunc(${unit}, ${clock})`,
  minusSeconds: (sql, seconds) => `dateadd(second, ${-seconds}, ${sql})`,
};
