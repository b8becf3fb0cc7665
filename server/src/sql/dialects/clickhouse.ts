import type { LogicalType } from "../logicalType.ts";
import type { Dialect, JsonEntry } from "./dialect.ts";

const literal = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

const nullable = (type: string) => `Nullable(${type})`;
const clockType = nullable("DateTime64(6)");
const instantType = nullable("DateTime64(6, 'UTC')");

/** Scale of a decimal between a value and the scale that was asked for. */
const guardDigits = 6;

/**
 * ClickHouse 24.8 and later. A `DateTime` without a zone is what a clock shows, as in the systems that such columns are copied from; one
 * with a zone is a moment. All types are nullable, because functions of others have no null to give.
 */
export const clickhouse: Dialect = {
  name: "clickhouse",
  quote: '"',
  plainName: /^[a-z_][a-z0-9_]*$/i,
  literal,
  // A plain number with a fraction, or of more than 64 bits, is a float.
  number: (digits) => {
    const scale = digits.split(".")[1]?.length ?? 0;
    return scale === 0 && digits.length < 19 ? digits : `toDecimal128('${digits}', ${scale})`;
  },
  pseudoColumns: [
    "_part",
    "_part_index",
    "_part_uuid",
    "_partition_id",
    "_partition_value",
    "_sample_factor",
    "_part_offset",
    "_table",
    "_database",
    "_path",
    "_file",
    "_size",
    "_time",
  ],
  types: {
    string: nullable("String"),
    integer: nullable("Int64"),
    float: nullable("Float64"),
    boolean: nullable("Bool"),
    date: nullable("Date32"),
    timestamp: clockType,
    instant: instantType,
    json: nullable("String"),
    decimal: nullable("Decimal(38, 9)"),
  },
  decimal: (precision, scale) => nullable(`Decimal(${precision}, ${scale})`),
  shortCasts: true,
  toDecimal,
  toText: (sql) => `toString(${sql})`,
  text: {
    decimal: decimalText,
    float: floatText,
    timestamp: (sql) => clockText(`cast(${sql} as ${clockType})`),
    instant: (sql) => `${clockText(`cast(${sql} as ${instantType})`)} || 'Z'`,
  },
  idText: {
    timestamp: (sql, { nanoseconds }) => fineText(sql, nullable(`DateTime64(${nanoseconds ? 9 : 6})`)),
    instant: (sql, { nanoseconds }) =>
      `${fineText(sql, nullable(`DateTime64(${nanoseconds ? 9 : 6}, 'UTC')`))} || 'Z'`,
  },
  readJson: (text) =>
    `case when isValidJSON(${text}) then ${text} else ${fail(`'No JSON: ' || ${text}`)} end`,
  readNested: (json, type) => `JSONExtract(${json}, ${literal(type)})`,
  nullableType(type) {
    const [, inner] = /^LowCardinality\((.*)\)$/.exec(type) ?? [];
    if (inner !== undefined) return `LowCardinality(${/^Nullable\b/.test(inner) ? inner : nullable(inner)})`;
    if (/^(Nullable|Variant|Dynamic)\b/.test(type)) return type;
    return /^(Array|Map|Tuple|Nested|JSON|Object|AggregateFunction)\b/.test(type)
      ? undefined
      : nullable(type);
  },
  moment: (kind, text) => {
    if (kind === "instant") return `toDateTime64('${text}', 6, 'UTC')`;
    return kind === "date" ? `toDate32('${text.slice(0, 10)}')` : `toDateTime64('${text}', 6)`;
  },
  eventTime: "instant",
  toInstant(sql, type, zone) {
    if (type.kind === "instant") return `cast(${sql} as ${instantType})`;
    const clock = type.kind === "timestamp" ? sql : `cast(${sql} as ${clockType})`;
    const moment = `toDateTime64(toString(${clock}), 6, ${literal(zone)})`;
    return zone === "UTC" ? moment : `toTimeZone(${moment}, 'UTC')`;
  },
  toClock: (sql, zone) => `toDateTime64(toString(toTimeZone(${sql}, ${literal(zone)})), 6)`,
  farPast: "toDateTime64('1900-01-01 00:00:00', 6, 'UTC')",
  farFuture: (kind) =>
    kind === "date"
      ? "toDate32('9999-12-31')"
      : `toDateTime64('9999-12-31 23:59:59.999999', 6${kind === "instant" ? ", 'UTC'" : ""})`,
  now: "now64(6, 'UTC')",
  clockNow: (zone) => `toDateTime64(toString(now64(6, ${literal(zone)})), 6)`,
  nulls: "last",
  eagerCase: true,
  conditionsAreNumbers: true,
  countsUnsigned: true,
  columnsNeedNames: true,
  castList: (list, itemType) => `cast(${list} as Array(${itemType}))`,
  md5: (text) => `lower(hex(MD5(${text})))`,
  fail,
  jsonObject(entries, list) {
    if (entries.length === 0) return "'{}'";
    return `'{' || arrayStringConcat([${list(entries.map(jsonMember))}], ',') || '}'`;
  },
  // Only the newest versions do without.
  joinsByEquality: true,
  asofJoins: true,
  filteringJoins: true,
  unnest({ list, type, item, position }) {
    const source = type?.kind === "list" || type === undefined ? list : `JSONExtractArrayRaw(${list})`;
    const number = position === undefined ? "" : `, arrayEnumerate(${source}) as ${position}`;
    return `array join ${source} as ${item}${number}`;
  },
  keepsTableNames: true,
  // No query in `from` sees the tables before it, but a column's name may hold a dot.
  columns(alias, columns, list) {
    const items = list(
      columns.map(({ name, sql }) => `[${sql}] as \`${alias}.${name.replaceAll('"', "")}\``),
    );
    return items.startsWith("\n") ? `array join${items.trimEnd()}` : `array join ${items}`;
  },
  columnRows({ alias, name, value, rows }) {
    const column = (plain: string, values: readonly string[]) =>
      `[${values.join(", ")}] as \`${alias}.${plain.replaceAll('"', "")}\``;
    const names = column(
      name,
      rows.map((row) => row.name),
    );
    const values = column(
      value,
      rows.map((row) => row.value),
    );
    return `array join\n  ${names},\n  ${values}`;
  },
  textTable: (texts, alias, column) =>
    `(\n  select arrayJoin([${texts.join(", ")}]) as ${column}\n) as ${alias}`,
  isDistinct: (left, right) => `${left} is distinct from ${right}`,
  lastWhere: (condition, value, over) =>
    `tupleElement(anyLastIf(tuple(toNullable(${value})), ${condition}) ${over}, 1)`,
  joinTexts: (text, separator) =>
    `nullIf(arrayStringConcat(arraySort(groupArray(${text})), ${separator}), '')`,
  byBytes: (text) => text,
  toNullable: (sql) => `toNullable(${sql})`,
  inline: "",
  clockBefore: (clock, { amount, unit }) => `${clock} - interval ${amount} ${unit}`,
  characters: "char_length",
  epochMillis: (time) => `toUnixTimestamp64Milli(${time})`,
  // Dates of the plain type end in 2149.
  startOf(unit, clock) {
    const since = { hour: "", day: "", week: `toDayOfWeek(${clock})`, month: `toDayOfMonth(${clock})` }[unit];
    const day = since === "" ? `toDate32(${clock})` : `toDate32(${clock}) - (${since} - 1)`;
    const midnight = `cast(${day} as ${clockType})`;
    return unit === "hour" ? `${midnight} + toIntervalHour(toHour(${clock}))` : midnight;
  },
  minusSeconds: (sql, seconds) => `${sql} - interval ${seconds} second`,
  // By default a row without a partner has zeros and empty texts in its stead, and names of the result hide columns.
  settings: "join_use_nulls = 1, prefer_column_name_to_alias = 1",
};

function clockText(clock: string): string {
  return `replace(toString(${clock}), ' ', 'T')`;
}

/** Six digits of a second, and three more where they are not zero. */
function fineText(sql: string, type: string): string {
  const text = clockText(`cast(${sql} as ${type})`);
  return type.includes("64(9") ? `replaceRegexpOne(${text}, '000$', '')` : text;
}

/** A text that can't be read as a number stands in the error; `throwIf` takes no text that is made by the query. */
function fail(message: string): string {
  return `cast(toInt64(${message}) as ${nullable("String")})`;
}

/** A cast cuts digits off, of 1.15 as a float even the last one. */
function toDecimal(sql: string, type: LogicalType | undefined, precision: number, scale: number): string {
  const target = nullable(`Decimal(${precision}, ${scale})`);
  if (type?.kind === "integer") return `cast(${sql} as ${target})`;
  if (type?.kind === "decimal") return `cast(round(${sql}, ${scale}) as ${target})`;
  const exact = `toDecimal128(toString(${sql}), ${Math.min(scale + guardDigits, 38)})`;
  return `cast(round(${exact}, ${scale}) as ${target})`;
}

function decimalText(sql: string, { scale }: LogicalType): string {
  return scale === undefined ? `toString(${sql})` : `toDecimalString(${sql}, ${scale})`;
}

/** Exponents with a sign and two digits. */
function floatText(sql: string): string {
  const signed = `replaceRegexpOne(toString(${sql}), 'e([0-9])', 'e+\\\\1')`;
  return `replaceRegexpOne(${signed}, 'e([+-])([0-9])$', 'e\\\\10\\\\2')`;
}

const bareNumbers: ReadonlySet<LogicalType["kind"] | undefined> = new Set(["integer", "decimal"]);

function jsonMember({ key, sql, type }: JsonEntry): string {
  const text = bareNumbers.has(type?.kind) ? `toString(${sql})` : `toJSONString(${sql})`;
  const value = type?.kind === "json" ? `toString(${sql})` : text;
  return `${literal(`${JSON.stringify(key)}:`)} || coalesce(${value}, 'null')`;
}
