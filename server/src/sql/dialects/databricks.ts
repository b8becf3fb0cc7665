import type { Dialect } from "./dialect.ts";

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r" };

const literal = (text: string) =>
  `'${text.replaceAll(/[\\'\n\r]/g, (character) => escapes[character] ?? character)}'`;

/** A clock's reading as text; formatting functions would take it through the session's zone. */
const clockText = (sql: string) =>
  `concat(replace(substr(cast(${sql} as string), 1, 19), ' ', 'T'), '.', rpad(substr(cast(${sql} as string), 21), 6, '0'))`;

const utcClock = (instant: string) =>
  `timestampadd(microsecond, unix_micros(${instant}), timestamp_ntz'1970-01-01 00:00:00')`;

/** Of the two moments with one reading, when clocks are put back, the engine takes the earlier; here it is the later. */
function readIn(clock: string, zone: string): string {
  const reading = (sql: string) => `cast(concat(${sql}, ${literal(` ${zone}`)}) as timestamp)`;
  if (zone === "UTC") return reading(clock);
  return `greatest(${reading(clock)}, ${reading(`${clock} + interval 1 hour`)} - interval 1 hour)`;
}

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
  decimal: (precision, scale) => `decimal(${precision}, ${scale})`,
  text: {
    timestamp: (sql) => clockText(`cast(${sql} as timestamp_ntz)`),
    instant: (sql) => `concat(${clockText(utcClock(sql))}, 'Z')`,
    bytes: (sql) => `lower(hex(${sql}))`,
    json: (sql) => `to_json(${sql})`,
  },
  readJson: (text) => `parse_json(${text})`,
  moment: (kind, text) => {
    if (kind === "instant") return `timestamp'${text}Z'`;
    return kind === "date" ? `date'${text.slice(0, 10)}'` : `timestamp_ntz'${text}'`;
  },
  toInstant(sql, type, zone) {
    if (type?.kind === "instant") return sql;
    if (type?.kind === "timestamp") return readIn(sql, zone);
    if (type?.kind === "date") return readIn(`cast(${sql} as timestamp_ntz)`, zone);
    return `case typeof(${sql}) when 'timestamp' then cast(${sql} as timestamp) else ${readIn(`cast(${sql} as timestamp_ntz)`, zone)} end`;
  },
  toClock: (sql, zone) =>
    zone === "UTC" ? utcClock(sql) : `convert_timezone('UTC', ${literal(zone)}, ${utcClock(sql)})`,
  farFuture(kind) {
    if (kind === "date") return "date'9999-12-31'";
    return kind === "instant"
      ? "timestamp'9999-12-31 23:59:59.999999Z'"
      : "timestamp_ntz'9999-12-31 23:59:59.999999'";
  },
  qualify: true,
  now: "current_timestamp()",
  md5: (text) => `md5(${text})`,
  fail: (message) => `cast(raise_error(${message}) as string)`,
  jsonObject(entries, list) {
    const struct = `named_struct(${list(entries.map(({ key, sql }) => `${literal(key)}, ${sql}`))})`;
    return `to_json(${struct}, map('ignoreNullFields', 'false'))`;
  },
  unnest({ list, type, table, item, position }) {
    const elements = type?.kind === "json" ? `cast(${list} as array<variant>)` : list;
    const columns = [`col as ${item}`, ...(position === undefined ? [] : [`pos + 1 as ${position}`])];
    return `cross join lateral (select ${columns.join(", ")} from posexplode(${elements})) as ${table}`;
  },
  columns: (alias, columns) =>
    `cross join lateral (select ${columns.map(({ name, sql }) => `${sql} as ${name}`).join(", ")}) as ${alias}`,
  numbers: (count, alias, column) =>
    `(values ${Array.from({ length: count }, (_, n) => `(${n})`).join(", ")}) as ${alias} (${column})`,
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  byBytes: (text) => text,
  inline: "",
  minusSeconds: (sql, seconds) => `timestampadd(second, ${-seconds}, ${sql})`,
};
