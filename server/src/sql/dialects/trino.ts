import type { LogicalType } from "../logicalType.ts";
import type { Dialect, JsonEntry } from "./dialect.ts";
import { lateralRow } from "./lateralRow.ts";

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

const clockType = "timestamp(6)";
const instantType = "timestamp(6) with time zone";

/** Trino 400 and later. */
export const trino: Dialect = {
  name: "trino",
  quote: '"',
  plainName: /^[a-z_][a-z0-9_]*$/i,
  literal,
  number: (digits) => (/^[-+]?\d{1,18}$/.test(digits) ? digits : `decimal '${digits}'`),
  pseudoColumns: ["$path", "$file_size", "$file_modified_time", "$partition", "$bucket"],
  types: {
    string: "varchar",
    integer: "bigint",
    float: "double",
    boolean: "boolean",
    date: "date",
    timestamp: clockType,
    instant: instantType,
    json: "json",
    decimal: "decimal(38, 9)",
  },
  decimal: (precision, scale) => `decimal(${precision}, ${scale})`,
  text: {
    float: floatText,
    timestamp: (sql) => clockText(`cast(${sql} as ${clockType})`),
    instant: (sql) => `${clockText(`cast(at_timezone(${sql}, 'UTC') as ${clockType})`)} || 'Z'`,
    time: (sql) => `cast(cast(${sql} as time(6)) as varchar)`,
    bytes: (sql) => `lower(to_hex(${sql}))`,
    json: (sql) => `json_format(${sql})`,
    list: (sql) => `json_format(cast(${sql} as json))`,
  },
  idText: {
    timestamp: (sql, { nanoseconds }) => fineText(sql, nanoseconds),
    instant: (sql, { nanoseconds }) => `${fineText(`at_timezone(${sql}, 'UTC')`, nanoseconds)} || 'Z'`,
    date: (sql) => yearText(`cast(${sql} as varchar)`),
    float: (sql) => `replace(${floatText(sql)}, 'infinity', 'inf')`,
  },
  readJson: (text) => `json_parse(${text})`,
  readNested: (json, type) => `cast(json_parse(${json}) as ${type})`,
  moment: (kind, text) => {
    if (kind === "instant") return `timestamp '${text} UTC'`;
    return kind === "date" ? `date '${text.slice(0, 10)}'` : `timestamp '${text}'`;
  },
  eventTime: "instant",
  toInstant(sql, type, zone) {
    if (type.kind === "instant") return sql;
    const clock = type.kind === "timestamp" ? sql : `cast(${sql} as ${clockType})`;
    const moment = `with_timezone(${clock}, ${literal(zone)})`;
    // A moment is written with the clock of its zone.
    return zone === "UTC" ? moment : `at_timezone(${moment}, 'UTC')`;
  },
  toClock: (sql, zone) => `cast(at_timezone(${sql}, ${literal(zone)}) as ${clockType})`,
  farPast: "timestamp '0001-01-01 00:00:00 UTC'",
  farFuture: (kind) => {
    if (kind === "date") return "date '73000-01-01'";
    return kind === "instant" ? "timestamp '73000-01-01 00:00:00 UTC'" : "timestamp '73000-01-01 00:00:00'";
  },
  now: "current_timestamp(6)",
  clockNow: (zone) => `cast(current_timestamp(6) at time zone ${literal(zone)} as ${clockType})`,
  anonymousColumns: true,
  nulls: "last",
  namedWindows: true,
  writesIntoJson: ["date", "uuid"],
  castList: (list, itemType) => `cast(${list} as array(${itemType}))`,
  md5: (text) => `lower(to_hex(md5(to_utf8(${text}))))`,
  fail: (message) => `cast(fail(${message}) as varchar)`,
  objectsAreTexts: true,
  jsonObject: (entries, list) => `json_object(${list(entries.map(jsonMember))})`,
  unnest({ list, type, table, item, position }) {
    const source = type?.kind === "json" ? `cast(${list} as array(json))` : list;
    const names = position === undefined ? item : `${item}, ${position}`;
    return `cross join unnest(${source})${position === undefined ? "" : " with ordinality"} as ${table} (${names})`;
  },
  columns: lateralRow,
  columnRows({ alias, name, value, rows }) {
    const [names, values] = [rows.map((row) => row.name), rows.map((row) => row.value)];
    return `cross join unnest(\n  array[${names.join(", ")}],\n  array[${values.join(", ")}]\n) as ${alias} (${name}, ${value})`;
  },
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  lastWhere: (condition, value, over) =>
    `(last_value(case when ${condition} then row(${value}) end) ignore nulls ${over})[1]`,
  joinTexts: (text, separator) => `listagg(${text}, ${separator}) within group (order by ${text})`,
  byBytes: (text) => text,
  inline: "",
  clockBefore: (clock, { amount, unit }) => `date_add('${unit}', ${-amount}, ${clock})`,
  epochMillis: (time) => `date_diff('millisecond', timestamp '1970-01-01 00:00:00 UTC', ${time})`,
  startOf: (unit, clock) => `date_trunc('${unit}', ${clock})`,
  minusSeconds: (sql, seconds) => `${sql} - interval '${seconds}' second`,
};

function clockText(clock: string): string {
  return `replace(cast(${clock} as varchar), ' ', 'T')`;
}

/** Six digits of a second, and three more where they are not zero. */
function fineText(sql: string, nanoseconds: true | undefined): string {
  if (!nanoseconds) return yearText(clockText(`cast(${sql} as ${clockType})`));
  return yearText(`regexp_replace(${clockText(`cast(${sql} as timestamp(9))`)}, '000$', '')`);
}

/** Years before 1 without zeros in front, as on the other engines. */
function yearText(time: string): string {
  return `regexp_replace(${time}, '^-0+', '-')`;
}

/** A cast writes `1.0E-1`, so the digits go through a decimal; beyond that the exponent has a sign and two digits. */
function floatText(sql: string): string {
  const digits = `cast(${sql} as varchar)`;
  const plain = `regexp_replace(cast(cast(${digits} as decimal(38, 21)) as varchar), '\\.?0+$', '')`;
  const signed = `regexp_replace(replace(lower(${digits}), '.0e', 'e'), 'e(?=\\d)', 'e+')`;
  const scientific = `regexp_replace(${signed}, '(?<=e[+-])(?=\\d$)', '0')`;
  return `case when abs(${sql}) >= 1e-4 and abs(${sql}) < 1e16 or ${sql} = 0 then ${plain} else ${scientific} end`;
}

const plainInJson: ReadonlySet<LogicalType["kind"] | undefined> = new Set([
  "string",
  "integer",
  "decimal",
  "float",
  "boolean",
  "date",
  "uuid",
]);

function jsonMember({ key, sql, type }: JsonEntry): string {
  if (plainInJson.has(type?.kind) && !type?.needsCast) return `${literal(key)}: ${sql}`;
  const value = type?.kind === "json" ? sql : `cast(${sql} as json)`;
  return `${literal(key)}: json_format(${value}) format json`;
}
