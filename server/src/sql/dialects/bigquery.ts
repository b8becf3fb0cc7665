import type { LogicalType } from "../logicalType.ts";
import type { Dialect } from "./dialect.ts";

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r" };

const literal = (text: string) =>
  `'${text.replaceAll(/[\\'\n\r]/g, (character) => escapes[character] ?? character)}'`;

/** Elements of a JSON array, each in the type of the list's. */
function items(json: string, type: string): string[] {
  const [, element = "string"] = /^array\s*<(.*)>$/is.exec(type) ?? [];
  return (JSON.parse(json) as readonly unknown[]).map((item) => {
    if (item === null) return `cast(null as ${element})`;
    return `cast(${literal(typeof item === "string" ? item : JSON.stringify(item))} as ${element})`;
  });
}

const readIn = (clock: string, zone: string) =>
  zone === "UTC" ? `timestamp(${clock})` : `timestamp(${clock}, ${literal(zone)})`;

/** A decimal's text has no zeros at its end. */
const decimalText = (sql: string, { scale }: LogicalType) =>
  scale === undefined ? `cast(${sql} as string)` : `format('%.${scale}f', ${sql})`;

/** Digits that `numeric` holds on either side of the point; beyond them it is `bignumeric`. */
const numeric = { whole: 29, scale: 9 } as const;

const decimalName = (whole: number, scale: number) =>
  whole <= numeric.whole && scale <= numeric.scale ? "numeric" : "bignumeric";

/** A plain number with a fraction is a float, and one of more than 64 bits is refused. */
function exactNumber(digits: string): string {
  if (/^[-+]?\d{1,18}$/.test(digits)) return digits;
  const [whole = "", fraction = ""] = digits.replace(/^[-+]/, "").split(".");
  return `${decimalName(whole.length, fraction.length)} '${digits}'`;
}

/** GoogleSQL. A `timestamp` is a moment there, and a `datetime` is what a clock shows. */
export const bigquery: Dialect = {
  name: "bigquery",
  quote: "`",
  plainName: /^[a-z_][a-z0-9_]*$/i,
  literal,
  number: exactNumber,
  pseudoColumns: ["_partitiontime", "_partitiondate", "_table_suffix", "_file_name"],
  wholeRows: true,
  types: {
    string: "string",
    integer: "int64",
    float: "float64",
    boolean: "bool",
    date: "date",
    timestamp: "datetime",
    instant: "timestamp",
    json: "json",
    decimal: "numeric",
  },
  decimal: (precision, scale) => `${decimalName(precision - scale, scale)}(${precision}, ${scale})`,
  text: {
    decimal: decimalText,
    date: (sql) => `format_date('%E4Y-%m-%d', ${sql})`,
    timestamp: (sql) => `format_datetime('%E4Y-%m-%dT%H:%M:%E6S', ${sql})`,
    instant: (sql) => `format_timestamp('%E4Y-%m-%dT%H:%M:%E6SZ', ${sql}, 'UTC')`,
    time: (sql) => `format_time('%H:%M:%E6S', ${sql})`,
    bytes: (sql) => `to_hex(${sql})`,
    json: (sql) => `to_json_string(${sql})`,
    list: (sql) => `to_json_string(${sql})`,
  },
  readJson: (text) => `parse_json(${text}, wide_number_mode => 'round')`,
  readNested: (_, type, json) => `${type}[${items(json, type).join(", ")}]`,
  moment: (kind, text) => {
    if (kind === "instant") return `timestamp '${text}+00'`;
    return kind === "date" ? `date '${text.slice(0, 10)}'` : `datetime '${text}'`;
  },
  eventTime: "instant",
  toInstant(sql, type, zone) {
    if (type.kind === "instant") return sql;
    // A day is its midnight.
    if (type.kind !== "string") return readIn(sql, zone);
    // An offset in the text says which moment it is.
    return `case when regexp_contains(${sql}, r':.*[-+Z]') then timestamp(${sql}) else ${readIn(`cast(${sql} as datetime)`, zone)} end`;
  },
  toClock: (sql, zone) => `datetime(${sql}, ${literal(zone)})`,
  farPast: "timestamp '0001-01-01 00:00:00+00'",
  farFuture(kind) {
    if (kind === "date") return "date '9999-12-31'";
    return kind === "instant"
      ? "timestamp '9999-12-31 23:59:59.999999+00'"
      : "datetime '9999-12-31 23:59:59.999999'";
  },
  qualify: true,
  resultHidesTables: true,
  now: "current_timestamp()",
  clockNow: (zone) => `current_datetime(${literal(zone)})`,
  nulls: "smallest",
  namedWindows: true,
  stepTimes: "structs",
  writesIntoJson: ["date"],
  castList: (list, itemType) =>
    `array(select cast(item as ${itemType}) from unnest(${list}) as item with offset as place order by place)`,
  md5: (text) => `to_hex(md5(${text}))`,
  fail: (message) => `cast(error(${message}) as string)`,
  jsonObject: (entries, list) =>
    `json_object(${list(entries.map(({ key, sql }) => `${literal(key)}, ${sql}`))})`,
  joinsByEquality: true,
  unnest({ list, type, table, item, position }) {
    const elements = type?.kind === "json" ? `json_query_array(${list})` : list;
    if (position === undefined) return `cross join unnest(${elements}) as ${item}`;
    const numbered = `select as struct ${item}, place + 1 as ${position} from unnest(${elements}) as ${item} with offset as place`;
    return `cross join unnest(array(${numbered})) as ${table}`;
  },
  columns: (alias, columns, list) =>
    `cross join unnest([struct(${list(columns.map(({ name, sql }) => `${sql} as ${name}`))})]) as ${alias}`,
  columnRows({ alias, name, value, rows: [first, ...more] }) {
    const named = `struct(${first?.name} as ${name}, ${first?.value} as ${value})`;
    const rows = [named, ...more.map((row) => `(${row.name}, ${row.value})`)];
    return `cross join unnest([\n  ${rows.join(",\n  ")}\n]) as ${alias}`;
  },
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  lastWhere: (condition, value, over) =>
    `(last_value(case when ${condition} then struct(${value} as value) end ignore nulls) ${over}).value`,
  joinTexts: (text, separator) => `string_agg(${text}, ${separator} order by ${text})`,
  byBytes: (text) => text,
  inline: "",
  clockBefore: (clock, { amount, unit }) => `datetime_sub(${clock}, interval ${amount} ${unit})`,
  epochMillis: (time) => `unix_millis(${time})`,
  startOf: (unit, clock) => `datetime_trunc(${clock}, ${unit === "week" ? "isoweek" : unit})`,
  minusSeconds: (sql, seconds) => `timestamp_sub(${sql}, interval ${seconds} second)`,
};
