import type { Dialect } from "./dialect.ts";

/** Whether a backslash escapes in a literal depends on settings, so none stands in one. */
function literal(text: string): string {
  const parts = text.split("\\").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(92) || ")})`;
}

/** Without a length it has 256 bytes, and a cast cuts off what is longer. */
const textType = "varchar(65535)";

/**
 * Amazon Redshift. No query in `from` sees the tables beside it, so there is no `columns`. Lists are unnested by paths from a table's alias:
 * https://docs.aws.amazon.com/redshift/latest/dg/query-super.html#unnest
 */
export const redshift: Dialect = {
  name: "redshift",
  quote: '"',
  plainName: /^[a-z_][a-z0-9_]*$/,
  literal,
  pseudoColumns: ["oid"],
  types: {
    string: textType,
    integer: "bigint",
    float: "double precision",
    boolean: "boolean",
    date: "date",
    timestamp: "timestamp",
    instant: "timestamptz",
    json: "super",
    decimal: "numeric(38, 9)",
  },
  shortCasts: true,
  looseTexts: true,
  decimal: (precision, scale) => `numeric(${precision}, ${scale})`,
  text: {
    boolean: (sql) => `case when ${sql} then 'true' when not ${sql} then 'false' end`,
    timestamp: (sql) => `to_char(${sql}, 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
    instant: (sql) => `to_char(timezone('UTC', ${sql}), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    date: (sql) => `to_char(${sql}, 'YYYY-MM-DD')`,
    time: (sql) => `to_char(cast('1970-01-01' as date) + ${sql}, 'HH24:MI:SS.US')`,
    bytes: (sql) => `lower(from_varbyte(${sql}, 'hex'))`,
    json: (sql) => `json_serialize(${sql})`,
    list: (sql) => `json_serialize(${sql})`,
  },
  readJson: (text) => `json_parse(${text})`,
  readNested: (json) => `json_parse(${json})`,
  moment: (kind, text) => {
    if (kind === "instant") return `cast('${text}+00' as timestamptz)`;
    return kind === "date" ? `cast('${text.slice(0, 10)}' as date)` : `cast('${text}' as timestamp)`;
  },
  eventTime: "instant",
  toInstant(sql, type, zone, isOperand) {
    const naive = (clock: string) =>
      isOperand ? `${clock} at time zone ${literal(zone)}` : `timezone(${literal(zone)}, ${clock})`;
    if (type.kind === "instant") return sql;
    if (type.kind === "timestamp") return naive(sql);
    if (type.kind !== "string") return naive(`cast(${sql} as timestamp)`);
    // An offset in the text says which moment it is.
    const zoned = `${isOperand ? sql : `(${sql})`} ~ ':[0-9.]+ ?([zZ]|[+-][0-9:]+)$'`;
    return `case when ${zoned} then cast(${sql} as timestamptz) else ${naive(`cast(${sql} as timestamp)`)} end`;
  },
  toClock: (sql, zone) => `${sql} at time zone ${literal(zone)}`,
  farPast: "cast('0001-01-01 00:00:00+00' as timestamptz)",
  farFuture: (kind) => {
    if (kind === "date") return "cast('9999-12-31' as date)";
    return kind === "instant"
      ? "cast('9999-12-31 23:59:59.999999+00' as timestamptz)"
      : "cast('9999-12-31 23:59:59.999999' as timestamp)";
  },
  qualify: true,
  now: "cast(sysdate as timestamptz)",
  clockNow: (zone) => (zone === "UTC" ? "sysdate" : `convert_timezone(${literal(zone)}, sysdate)`),
  joinsIntegers: true,
  nulls: "largest",
  md5: (text) => `md5(${text})`,
  // There is no function that raises; the text that can't be read as a number stands in the error.
  fail: (message) => `cast(cast(${message} as integer) as ${textType})`,
  jsonObject: (entries, list) => `object(${list(entries.map(({ key, sql }) => `${literal(key)}, ${sql}`))})`,
  unnest: ({ list, item, position }) =>
    `, ${list} as ${item}${position === undefined ? "" : ` at ${position}`}`,
  unnestsColumns: true,
  textTable: (texts, alias, column) =>
    `(\n  ${texts.map((text, at) => `select ${text}${at === 0 ? ` as ${column}` : ""}`).join("\n  union all\n  ")}\n) as ${alias}`,
  isDistinct: (left, right) =>
    `(${left} <> ${right} or ${left} is null and ${right} is not null or ${left} is not null and ${right} is null)`,
  joinTexts: (text, separator) => `listagg(${text}, ${separator}) within group (order by ${text})`,
  byBytes: (text) => text,
  inline: "",
  clockBefore: (clock, { amount, unit }) => `dateadd(${unit}, ${-amount}, ${clock})`,
  epochMillis: (time) => `datediff(millisecond, timestamp '1970-01-01 00:00:00', timezone('UTC', ${time}))`,
  startOf: (unit, clock) => `date_trunc('${unit}', ${clock})`,
  minusSeconds: (sql, seconds) => `${sql} - interval '${seconds} seconds'`,
};
