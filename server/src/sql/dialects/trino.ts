import type { Dialect, JsonEntry } from "./dialect.ts";

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

const clockType = "timestamp(6)";
const instantType = "timestamp(6) with time zone";

/** Minutes that clocks are put back by, where that isn't an hour. */
const shifts: Readonly<Record<string, number>> = { "Australia/Lord_Howe": 30, "Antarctica/Troll": 120 };

/** Trino 400 and later. Its type `json` holds fractions as floats, so objects are made as text. */
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
  },
  idText: {
    timestamp: (sql, { nanoseconds }) => fineText(sql, nanoseconds),
    instant: (sql, { nanoseconds }) => `${fineText(`at_timezone(${sql}, 'UTC')`, nanoseconds)} || 'Z'`,
    date: (sql) => yearText(`cast(${sql} as varchar)`),
    float: (sql) => `replace(${floatText(sql)}, 'infinity', 'inf')`,
  },
  readJson: (text) => `json_parse(${text})`,
  moment: (kind, text) => {
    if (kind === "instant") return `timestamp '${text} UTC'`;
    return kind === "date" ? `date '${text.slice(0, 10)}'` : `timestamp '${text}'`;
  },
  toInstant(sql, type, zone) {
    if (type?.kind === "instant") return sql;
    if (type?.kind === "timestamp" || type?.kind === "date") {
      return naive(`cast(${sql} as ${clockType})`, zone);
    }
    return `case when typeof(${sql}) like '%with time zone' then cast(${sql} as ${instantType}) else ${naive(`cast(${sql} as ${clockType})`, zone)} end`;
  },
  toClock: (sql, zone) => `cast(at_timezone(${sql}, ${literal(zone)}) as ${clockType})`,
  farFuture: (kind) => {
    if (kind === "date") return "date '73000-01-01'";
    return kind === "instant" ? "timestamp '73000-01-01 00:00:00 UTC'" : "timestamp '73000-01-01 00:00:00'";
  },
  now: "current_timestamp(6)",
  md5: (text) => `lower(to_hex(md5(to_utf8(${text}))))`,
  fail: (message) => `cast(fail(${message}) as varchar)`,
  jsonObject(entries, list) {
    if (entries.length === 0) return "'{}'";
    return `'{' || array_join(array[${list(entries.map(jsonMember))}], ',') || '}'`;
  },
  unnest({ list, type, table, item, position }) {
    const source = type?.kind === "json" ? `cast(${list} as array(json))` : list;
    const names = position === undefined ? item : `${item}, ${position}`;
    return `cross join unnest(${source})${position === undefined ? "" : " with ordinality"} as ${table} (${names})`;
  },
  columns: (alias, columns) =>
    `cross join lateral (select ${columns.map(({ name, sql }) => `${sql} as ${name}`).join(", ")}) as ${alias}`,
  numbers: (count, alias, column) =>
    `(values ${Array.from({ length: count }, (_, n) => `(${n})`).join(", ")}) as ${alias} (${column})`,
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  byBytes: (text) => text,
  inline: "",
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

/**
 * Of the two moments at which a clock that was put back shows a time it is the later one, as on the other engines; here zones differ.
 * In UTC, because a moment is written with the clock of its zone.
 */
function naive(clock: string, zone: string): string {
  const moment = `with_timezone(${clock}, ${literal(zone)})`;
  if (zone === "UTC") return moment;
  const later = `${moment} + interval '${shifts[zone] ?? 60}' minute`;
  return `at_timezone(case when cast(${later} as ${clockType}) = ${clock} then ${later} else ${moment} end, 'UTC')`;
}

/** A cast writes `1.0E-1`, so the digits go through a decimal; beyond that the exponent has a sign and two digits. */
function floatText(sql: string): string {
  const digits = `cast(${sql} as varchar)`;
  const plain = `regexp_replace(cast(cast(${digits} as decimal(38, 21)) as varchar), '\\.?0+$', '')`;
  const signed = `regexp_replace(replace(lower(${digits}), '.0e', 'e'), 'e(?=\\d)', 'e+')`;
  const scientific = `regexp_replace(${signed}, '(?<=e[+-])(?=\\d$)', '0')`;
  return `case when abs(${sql}) >= 1e-4 and abs(${sql}) < 1e16 or ${sql} = 0 then ${plain} else ${scientific} end`;
}

function jsonMember({ key, sql, type }: JsonEntry): string {
  const value = type?.kind === "json" ? sql : `cast(${sql} as json)`;
  return `${literal(`${JSON.stringify(key)}:`)} || coalesce(json_format(${value}), 'null')`;
}
