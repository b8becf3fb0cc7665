import type { Dialect } from "./dialect.ts";
import { lateralRow } from "./lateralRow.ts";

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r" };

const literal = (text: string) =>
  `'${text.replaceAll(/[\\'\n\r]/g, (character) => escapes[character] ?? character)}'`;

/** A clock's reading as text; formatting functions would take it through the session's zone. */
const clockText = (sql: string) =>
  `concat(replace(substr(cast(${sql} as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(${sql} as string), 21), 6, '0'))`;

const quoted = (name: string) => `\`${name.replaceAll("`", "``")}\``;

const utcClock = (instant: string) =>
  `timestampadd(microsecond, unix_micros(${instant}), timestamp_ntz '1970-01-01 00:00:00')`;

/** Databricks Runtime 13.3 and later, JSON inside JSON 15.3. Nothing depends on the session's time zone. JSON is text. */
export const databricks: Dialect = {
  name: "databricks",
  quote: "`",
  plainName: /^[a-z_][a-z0-9_]*$/i,
  literal,
  pseudoColumns: ["_metadata"],
  types: {
    string: "string",
    integer: "bigint",
    float: "double",
    boolean: "boolean",
    date: "date",
    timestamp: "timestamp_ntz",
    instant: "timestamp",
    json: "variant",
    decimal: "decimal(38, 9)",
  },
  shortCasts: true,
  decimal: (precision, scale) => `decimal(${precision}, ${scale})`,
  text: {
    timestamp: (sql) => clockText(`cast(${sql} as timestamp_ntz)`),
    instant: (sql) => `concat(${clockText(utcClock(sql))}, 'Z')`,
    bytes: (sql) => `lower(hex(${sql}))`,
    json: (sql) => `to_json(${sql})`,
    list: (sql) => `to_json(${sql})`,
  },
  readJson: (text) => `parse_json(${text})`,
  readNested: (json, type) => `from_json(${json}, ${literal(type)})`,
  moment: (kind, text) => {
    if (kind === "instant") return `timestamp '${text}Z'`;
    return kind === "date" ? `date '${text.slice(0, 10)}'` : `timestamp_ntz '${text}'`;
  },
  eventTime: "timestamp",
  toInstant(sql, type, zone) {
    if (type.kind === "instant") return `convert_timezone('UTC', ${sql})`;
    const clock = type.kind === "timestamp" ? sql : `cast(${sql} as timestamp_ntz)`;
    return zone === "UTC" ? clock : `convert_timezone(${literal(zone)}, 'UTC', ${clock})`;
  },
  toMoment: (utc) => `cast(concat(${utc}, ' UTC') as timestamp)`,
  toClock: (sql, zone) =>
    zone === "UTC" ? utcClock(sql) : `convert_timezone('UTC', ${literal(zone)}, ${utcClock(sql)})`,
  farPast: "timestamp_ntz '0001-01-01 00:00:00'",
  farFuture(kind) {
    if (kind === "date") return "date '9999-12-31'";
    return kind === "instant"
      ? "timestamp '9999-12-31 23:59:59.999999Z'"
      : "timestamp_ntz '9999-12-31 23:59:59.999999'";
  },
  qualify: true,
  now: "current_timestamp()",
  clockNow: (zone) => `convert_timezone(${literal(zone)}, current_timestamp())`,
  joinsIntegers: true,
  nulls: "smallest",
  namedWindows: true,
  writesIntoJson: ["date"],
  castList: (list, itemType) => `cast(${list} as array<${itemType}>)`,
  md5: (text) => `md5(${text})`,
  fail: (message) => `cast(raise_error(${message}) as string)`,
  objectsAreTexts: true,
  jsonObject(entries, list) {
    const struct = `struct(${list(entries.map(({ key, sql }) => (sql === key ? sql : `${sql} as ${quoted(key)}`)))})`;
    return `to_json(${list([struct, "map('ignoreNullFields', 'false')"])})`;
  },
  unnest({ list, type, table, item, position }) {
    const elements = type?.kind === "json" ? `cast(${list} as array<variant>)` : list;
    const columns = [`col as ${item}`, ...(position === undefined ? [] : [`pos + 1 as ${position}`])];
    return `cross join lateral (select ${columns.join(", ")} from posexplode(${elements})) as ${table}`;
  },
  columns: lateralRow,
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  lastWhere: (condition, value, over) =>
    `(last_value(case when ${condition} then struct(${value} as value) end) ignore nulls ${over}).value`,
  joinTexts: (text, separator) => `nullif(array_join(array_sort(collect_list(${text})), ${separator}), '')`,
  byBytes: (text) => text,
  inline: "",
  clockBefore: (clock, { amount, unit }) => `timestampadd(${unit}, ${-amount}, ${clock})`,
  epochMillis: (time) => `unix_millis(cast(concat(cast(${time} as string), 'Z') as timestamp))`,
  // Its `date_trunc` gives a moment, which depends on the session's zone.
  startOf(unit, clock) {
    const day = unit === "week" || unit === "month" ? `trunc(${clock}, '${unit}')` : `cast(${clock} as date)`;
    const midnight = `cast(${day} as timestamp_ntz)`;
    return unit === "hour" ? `timestampadd(hour, hour(${clock}), ${midnight})` : midnight;
  },
  minusSeconds: (sql, seconds) => `timestampadd(second, ${-seconds}, ${sql})`,
  // Spark can't run `not exists` over rows that are given in the query itself.
  filteringJoins: true,
};
