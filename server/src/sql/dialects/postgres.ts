import type { Dialect } from "./dialect.ts";
import { lateralRow } from "./lateralRow.ts";

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Elements of a JSON array as texts; an array of them is cast as a whole. */
const items = (json: string) =>
  (JSON.parse(json) as readonly unknown[]).map((item) =>
    item === null ? "null" : literal(typeof item === "string" ? item : JSON.stringify(item)),
  );

/** `to_char` gives infinities as null and years before 1 without their sign; the year 0 of the calendar is 1 BC. */
function dayText(sql: string, type: "timestamp" | "date", rest: string): string {
  const year = `coalesce(nullif(cast(extract(year from ${sql}) + 1 as text), '0'), '0000')`;
  const before = `${year} || to_char(${sql}, '-MM-DD${rest}')`;
  const dated = `case when ${sql} < ${type} '0001-01-01' then ${before} else to_char(${sql}, 'YYYY-MM-DD${rest}') end`;
  return `coalesce(${dated}, cast(${sql} as text))`;
}

/** A function takes at most 100 arguments. */
const mostPairs = 50;

/** Postgres 12 and later. `standard_conforming_strings` is on, as it is by default. */
export const postgres: Dialect = {
  name: "postgres",
  quote: '"',
  plainName: /^[a-z_][a-z0-9_]*$/,
  literal,
  pseudoColumns: ["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"],
  wholeRows: true,
  types: {
    string: "text",
    integer: "bigint",
    float: "double precision",
    boolean: "boolean",
    date: "date",
    timestamp: "timestamp",
    instant: "timestamptz",
    json: "jsonb",
    decimal: "numeric",
  },
  shortCasts: true,
  decimal: (precision, scale) => `numeric(${precision}, ${scale})`,
  text: {
    timestamp: (sql) => `to_char(${sql}, 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
    instant: (sql) => `to_char(timezone('UTC', ${sql}), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    date: (sql) => `to_char(${sql}, 'YYYY-MM-DD')`,
    time: (sql) => `to_char(date '1970-01-01' + ${sql}, 'HH24:MI:SS.US')`,
    bytes: (sql) => `encode(${sql}, 'hex')`,
  },
  idText: {
    timestamp: (sql) => dayText(sql, "timestamp", '"T"HH24:MI:SS.US'),
    instant: (sql) => dayText(`timezone('UTC', ${sql})`, "timestamp", '"T"HH24:MI:SS.US"Z"'),
    date: (sql) => dayText(sql, "date", ""),
    time: (sql) =>
      `case when ${sql} = time '24:00' then '24:00:00.000000' else to_char(date '1970-01-01' + ${sql}, 'HH24:MI:SS.US') end`,
    float: (sql) =>
      `case when ${sql} = floor(${sql}) and abs(${sql}) < 9007199254740992 then cast(cast(${sql} as bigint) as text) else replace(lower(cast(${sql} as text)), 'infinity', 'inf') end`,
  },
  readNested: (_, type, json) => `cast(array[${items(json).join(", ")}] as ${type})`,
  moment: (kind, text) => {
    if (kind === "instant") return `timestamptz '${text}+00'`;
    return kind === "date" ? `date '${text.slice(0, 10)}'` : `timestamp '${text}'`;
  },
  eventTime: "instant",
  toInstant(sql, type, zone, isOperand) {
    const naive = (clock: string) =>
      isOperand ? `${clock} at time zone ${literal(zone)}` : `timezone(${literal(zone)}, ${clock})`;
    if (type.kind === "instant") return sql;
    if (type.kind === "timestamp") return naive(sql);
    if (type.kind === "string") {
      // An offset in the text says which moment it is; a cast to `timestamp` would drop it.
      const zoned = `${isOperand ? sql : `(${sql})`} ~ ':.*([zZ]|[-+][0-9:]+)$'`;
      return `case when ${zoned} then cast(${sql} as timestamptz) else ${naive(`cast(${sql} as timestamp)`)} end`;
    }
    return naive(`cast(${sql} as timestamp)`);
  },
  toClock: (sql, zone) => `${sql} at time zone ${literal(zone)}`,
  farPast: "timestamptz '-infinity'",
  farFuture: (kind) => `${kind === "instant" ? "timestamptz" : kind} 'infinity'`,
  infiniteTimes: true,
  now: "now()",
  clockNow: (zone) => `now() at time zone ${literal(zone)}`,
  joinsIntegers: true,
  nulls: "largest",
  namedWindows: true,
  stepTimes: "values",
  writesIntoJson: ["date", "uuid"],
  castList: (list, itemType) => `cast(${list} as ${itemType}[])`,
  md5: (text) => `md5(${text})`,
  // There is no function that raises; the text that can't be read as a number stands in the error.
  fail: (message) => `cast(cast(${message} as integer) as text)`,
  // `json`, because `jsonb` takes half as long again to make.
  jsonObject(entries, list) {
    if (entries.length <= mostPairs) {
      return `json_build_object(${list(entries.map(({ key, sql }) => `${literal(key)}, ${sql}`))})`;
    }
    const columns = entries.map(({ key, sql }) => `${sql} as "${key.replaceAll('"', '""')}"`);
    return `(select row_to_json(properties) from (select ${list(columns)}) as properties)`;
  },
  lateral: true,
  unnest({ list, type, table, item, position }) {
    const source = type?.kind === "json" ? `jsonb_array_elements(cast(${list} as jsonb))` : `unnest(${list})`;
    const names = position === undefined ? item : `${item}, ${position}`;
    return `cross join lateral ${source}${position === undefined ? "" : " with ordinality"} as ${table} (${names})`;
  },
  columns: lateralRow,
  columnRows({ alias, name, value, rows }) {
    const values = rows.map((row) => `(${row.name}, ${row.value})`).join(",\n    ");
    return `cross join lateral (\n  values\n    ${values}\n) as ${alias} (${name}, ${value})`;
  },
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  joinTexts: (text, separator) => `string_agg(${text}, ${separator} order by ${text} collate "C")`,
  byBytes: (text) => `${text} collate "C"`,
  inline: "not materialized ",
  clockBefore: (clock, { amount, unit }) => `${clock} - interval '${amount} ${unit}s'`,
  epochMillis: (time) => `cast(floor(cast(extract(epoch from ${time}) as numeric) * 1000) as bigint)`,
  startOf: (unit, clock) => `date_trunc('${unit}', ${clock})`,
  minusSeconds: (sql, seconds) => `${sql} - interval '${seconds} seconds'`,
};
