import type { LogicalType } from "../logicalType.ts";
import type { Dialect, JsonEntry } from "./dialect.ts";
import { lateralRow } from "./lateralRow.ts";

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** DuckDB 1.3 and later; times need its ICU, which is part of the usual builds. */
export const duckdb: Dialect = {
  name: "duckdb",
  quote: '"',
  plainName: /^[a-z_][a-z0-9_]*$/i,
  literal,
  pseudoColumns: ["rowid"],
  wholeRows: true,
  types: {
    string: "varchar",
    integer: "bigint",
    float: "double",
    boolean: "boolean",
    date: "date",
    timestamp: "timestamp",
    instant: "timestamptz",
    json: "json",
    decimal: "decimal(38, 9)",
  },
  shortCasts: true,
  decimal: (precision, scale) => `decimal(${precision}, ${scale})`,
  text: {
    timestamp: (sql) => `strftime(cast(${sql} as timestamp), '%Y-%m-%dT%H:%M:%S.%f')`,
    instant: (sql) => `strftime(make_timestamp(epoch_us(${sql})), '%Y-%m-%dT%H:%M:%S.%fZ')`,
    time: (sql) => `strftime(date '1970-01-01' + cast(${sql} as time), '%H:%M:%S.%f')`,
    bytes: (sql) => `lower(hex(${sql}))`,
  },
  idText: {
    timestamp: (sql, type) =>
      fineText(`strftime(${type.nanoseconds ? sql : `cast(${sql} as timestamp)`}`, type),
    // What has no number of microseconds is infinite.
    instant: (sql) =>
      `coalesce(strftime(make_timestamp(epoch_us(${sql})), '%Y-%m-%dT%H:%M:%S.%fZ'), cast(${sql} as varchar))`,
    date: (sql) => `strftime(${sql}, '%Y-%m-%d')`,
    time: (sql) =>
      `case when ${sql} = time '24:00:00' then '24:00:00.000000' else strftime(date '1970-01-01' + cast(${sql} as time), '%H:%M:%S.%f') end`,
  },
  readNested: (json, type) => `cast(cast(${json} as json) as ${type})`,
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
      // An offset in the text says which moment it is; a cast to `timestamp` would take it for what a clock shows.
      const zoned = `regexp_matches(${sql}, ':.*([zZ]| UTC|[-+][0-9:]+)$')`;
      return `case when ${zoned} then cast(${sql} as timestamptz) else ${naive(`cast(${sql} as timestamp)`)} end`;
    }
    return naive(`cast(${sql} as timestamp)`);
  },
  toClock: (sql, zone) => `${sql} at time zone ${literal(zone)}`,
  farPast: "timestamptz '-infinity'",
  farFuture: (kind) => `${kind === "instant" ? "timestamptz" : kind} 'infinity'`,
  integerDivision: true,
  qualify: true,
  asofJoins: true,
  filesAsTables: true,
  infiniteTimes: true,
  now: "now()",
  clockNow: (zone) => `now() at time zone ${literal(zone)}`,
  joinsIntegers: true,
  nulls: "last",
  namedWindows: true,
  writesIntoJson: ["date", "uuid"],
  castList: (list, itemType) => `cast(${list} as ${itemType}[])`,
  md5: (text) => `md5(${text})`,
  fail: (message) => `cast(error(${message}) as varchar)`,
  jsonObject(entries, list) {
    if (entries.every(({ type }) => type?.kind !== "json")) {
      return `json_object(${list(entries.map(({ key, sql }) => `${literal(key)}, ${sql}`))})`;
    }
    return `cast(concat(${list(["'{'", ...entries.map(jsonMember), "'}'"])}) as json)`;
  },
  lateral: true,
  unnest({ list, type, table, item, position }) {
    const elements = type?.kind === "json" ? `cast(${list} as json[])` : list;
    const number = position === undefined ? "" : `, generate_subscripts(${elements}, 1) as ${position}`;
    return `cross join lateral (select unnest(${elements}) as ${item}${number}) as ${table}`;
  },
  columns: lateralRow,
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  lastWhere: (condition, value, over) =>
    `(last_value(case when ${condition} then {value: ${value}} end ignore nulls) ${over}).value`,
  joinTexts: (text, separator) => `string_agg(${text}, ${separator} order by ${text})`,
  byBytes: (text) => text,
  inline: "not materialized ",
  clockBefore: (clock, { amount, unit }) => `${clock} - interval ${amount} ${unit}`,
  epochMillis: (time) => `epoch_ms(${time})`,
  startOf: (unit, clock) => `date_trunc('${unit}', ${clock})`,
  minusSeconds: (sql, seconds) => `${sql} - interval ${seconds} second`,
};

/** Six digits of a second, and three more where they are not zero. */
function fineText(formatted: string, { nanoseconds }: LogicalType): string {
  const format = (digits: string) => `${formatted}, '%Y-%m-%dT%H:%M:%S.${digits}')`;
  return nanoseconds ? `regexp_replace(${format("%n")}, '000$', '')` : format("%f");
}

/** `json_object` reads JSON anew and rounds its longer numbers, so JSON inside JSON is put in as text. */
function jsonMember({ key, sql, type }: JsonEntry, at: number): string {
  const name = literal(`${at === 0 ? "" : ","}${JSON.stringify(key)}:`);
  const value = type?.kind === "json" ? sql : `to_json(${sql})`;
  return `${name}, coalesce(cast(${value} as varchar), 'null')`;
}
