/** What a value is, whatever the engine calls its type. Decides an id's text, time zones and JSON. */
import type { Column } from "../project/types.ts";
import type { ValueType } from "../spec/types.ts";
import { type DialectName, dialectNames, type SpelledType } from "./types.ts";

/** `timestamp` has no zone, `instant` is a moment in time; `other` is a type that has no meaning here (lists, structs, intervals). */
export interface LogicalType {
  readonly kind:
    | "string"
    | "integer"
    | "decimal"
    | "float"
    | "boolean"
    | "date"
    | "timestamp"
    | "instant"
    | "time"
    | "uuid"
    | "bytes"
    | "json"
    | "list"
    | "other";
  /** Of a decimal, where known. */
  readonly precision?: number;
  readonly scale?: number;
  /** Of a text: an enumeration, one that is padded, or only declared to be one; it is a plain text after a cast alone. */
  readonly needsCast?: true;
  /** Of a text: the type names all that there can be. */
  readonly isEnum?: true;
  /** Of a list: what its items are, where known. */
  readonly of?: LogicalType;
  /** Of a time that may be finer than a microsecond. */
  readonly nanoseconds?: true;
}

type Kind = LogicalType["kind"];

const numbers: ReadonlySet<Kind | undefined> = new Set(["integer", "decimal", "float"]);

/** Whether values of a kind are numbers; not where it is unknown. */
export const isNumber = (kind: Kind | undefined): boolean => numbers.has(kind);

const kinds: readonly (readonly [Kind, string])[] = [
  [
    "string",
    "varchar,char,character,bpchar,text,string,character varying,nvarchar,nchar,name,citext,enum,fixedstring",
  ],
  [
    "integer",
    "tinyint,smallint,int,integer,bigint,hugeint,utinyint,usmallint,uinteger,ubigint,uhugeint,int1,int2,int4,int8,int16,int32,int64,int128,int256,uint8,uint16,uint32,uint64,uint128,uint256,byteint,serial,bigserial,byte,short,long",
  ],
  ["decimal", "decimal,numeric,number,bignumeric,bigdecimal,dec,decimal32,decimal64,decimal128,decimal256"],
  ["float", "float,double,real,double precision,float4,float8,float32,float64"],
  ["boolean", "boolean,bool,logical"],
  ["date", "date,date32"],
  [
    "timestamp",
    "timestamp,datetime,timestamp without time zone,timestamp_ntz,timestampntz,datetime64,timestamp_s,timestamp_ms,timestamp_ns,timestamp_us",
  ],
  ["instant", "timestamptz,timestamp with time zone,timestamp_tz,timestamp_ltz,timestamptz_ns"],
  ["time", "time,time without time zone"],
  ["uuid", "uuid"],
  ["bytes", "blob,bytea,bytes,binary,varbinary,binary varying"],
  ["json", "json,jsonb,variant,object,super"],
  ["list", "list,array"],
];
const bySpelling: ReadonlyMap<string, Kind> = new Map(
  kinds.flatMap(([kind, names]) => names.split(",").map((name) => [name, kind] as const)),
);

/** Engines whose plain `timestamp` is a moment, not a reading of a clock. */
const instantTimestamps: ReadonlySet<DialectName> = new Set(["bigquery", "databricks"]);

/**
 * Reads an engine's spelling of a type: `DECIMAL(12,2)`, `timestamp(3) with time zone`, `Nullable(DateTime64(6, 'UTC'))`, `integer[]`.
 * Out: `other` for a type that is none of these.
 */
export function logicalTypeOf(spelling: string, dialect: DialectName): LogicalType {
  return typeWithin(spelling, dialect, 0);
}

/** Lists in lists are read so far. */
const deepestList = 5;

function typeWithin(spelling: string, dialect: DialectName, depth: number): LogicalType {
  const text = unwrap(spelling.trim());
  if (/\[\d*\]$/.test(text) || /^(array|list)\b/i.test(text)) {
    const item = itemOf(text);
    const isRead = item !== undefined && depth < deepestList;
    return { kind: "list", ...(isRead && { of: typeWithin(item, dialect, depth + 1) }) };
  }
  if (/^(struct|row|tuple|map|record|enum)\b/i.test(text)) {
    return /^enum/i.test(text) ? { kind: "string", needsCast: true, isEnum: true } : { kind: "other" };
  }
  const name = text
    .replace(/\([^()]*\)/g, " ")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
  const kind = bySpelling.get(name) ?? "other";
  const isMoment = kind === "timestamp" && isInstant(name, dialect, text);
  if (kind === "timestamp" || kind === "instant")
    return { kind: isMoment ? "instant" : kind, ...(isFine(name, text) && { nanoseconds: true }) };
  if (kind === "string" && !plainTexts.has(name)) return { kind, needsCast: true };
  return kind === "decimal" ? decimalOf(name, dialect, text) : { kind };
}

/** How the type of a list's items is spelled in it: `integer[]`, `ARRAY<INT64>`, `Array(String)`. */
function itemOf(text: string): string | undefined {
  const [, before] = /^(.*)\[\d*\]$/s.exec(text) ?? [];
  const [, within] = /^(?:array|list)\s*[(<](.*)[)>]$/is.exec(text) ?? [];
  return before ?? within;
}

const plainTexts = new Set("varchar text string nvarchar".split(" ").concat("character varying"));

/** `timestamp_ns`, `DateTime64(9)`, `timestamp(9) with time zone`. */
function isFine(name: string, text: string): boolean {
  return name.endsWith("_ns") || /\(\s*[7-9]\b|\(\s*1[0-2]\b/.test(text);
}

/** A spelled type in the dialect that spells it; where nobody knows that, only what it means in all of them. */
export function readType({ spelling, dialect }: SpelledType): LogicalType | undefined {
  if (dialect) return logicalTypeOf(spelling, dialect);
  const [first, ...others] = dialectNames.map((one) => logicalTypeOf(spelling, one));
  return others.every((one) => JSON.stringify(one) === JSON.stringify(first)) ? first : undefined;
}

/** What is known of a column's type; of a union's column the type that holds what all its tables have in it. */
export function columnType({ others = [], ...column }: Column): LogicalType | undefined {
  const types = [column, ...others].map(({ type: spelling, dialect }) =>
    spelling === undefined ? undefined : readType({ spelling, dialect }),
  );
  return types.reduce((all, type) => all && type && widest(all, type));
}

/** The type that holds all values of both without a loss: whole numbers and decimals have one, any others must be alike. */
export function widest(one: LogicalType, other: LogicalType): LogicalType | undefined {
  if (one.kind === "decimal" || other.kind === "decimal") return widestDecimal(one, other);
  if (one.kind !== other.kind) return undefined;
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  if (one.kind === "list") {
    const of = one.of && other.of && widest(one.of, other.of);
    return one.of && other.of && !of ? undefined : { kind: "list", ...(of && { of }) };
  }
  const needsCast = one.needsCast ?? other.needsCast;
  const nanoseconds = one.nanoseconds ?? other.nanoseconds;
  return { kind: one.kind, ...(needsCast && { needsCast }), ...(nanoseconds && { nanoseconds }) };
}

/** Digits that a whole number of 64 bits may have, and that a decimal has at most. */
const [integerDigits, mostDigits] = [19, 38];

function widestDecimal(one: LogicalType, other: LogicalType): LogicalType | undefined {
  const both = [one, other];
  if (!both.every(({ kind }) => kind === "decimal" || kind === "integer")) return undefined;
  const digits = both.map(({ kind, precision, scale }) =>
    kind === "integer"
      ? { whole: integerDigits, scale: 0 }
      : { whole: precision === undefined ? undefined : precision - (scale ?? 0), scale: scale ?? 0 },
  );
  const [first, second] = digits;
  if (first?.whole === undefined || second?.whole === undefined) return { kind: "decimal" };
  const scale = Math.max(first.scale, second.scale);
  return {
    kind: "decimal",
    precision: Math.min(mostDigits, Math.max(first.whole, second.whole) + scale),
    scale,
  };
}

/** A decimal with its digits; Snowflake knows integers by nothing but their lack of a fraction. */
function decimalOf(name: string, dialect: DialectName, text: string): LogicalType {
  const [, first, second] = /\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(text) ?? [];
  if (first === undefined) return { kind: "decimal" };
  if (/^decimal(32|64|128|256)$/.test(name)) return { kind: "decimal", scale: Number(first) };
  const scale = Number(second ?? 0);
  if (dialect === "snowflake" && scale === 0) return { kind: "integer" };
  return { kind: "decimal", precision: Number(first), scale };
}

function isInstant(name: string, dialect: DialectName, text: string): boolean {
  if (dialect === "clickhouse") return /'[^']+'/.test(text);
  return name === "timestamp" && instantTimestamps.has(dialect);
}

function unwrap(text: string): string {
  const inner = /^(?:nullable|lowcardinality)\((.*)\)$/is.exec(text)?.[1];
  return inner === undefined ? text : unwrap(inner.trim());
}

/** The logical type of a declared one: a declared `timestamp` says nothing of zones, so it answers nothing. */
export function declaredType(type: ValueType | undefined): LogicalType | undefined {
  if (type === undefined || type.kind === "timestamp") return undefined;
  if (type.kind === "list") {
    const of = declaredType(type.of);
    return { kind: "list", ...(of && { of }) };
  }
  if (type.kind !== "decimal") return { kind: type.kind };
  if (type.precision === undefined) return { kind: "decimal" };
  return { kind: "decimal", precision: type.precision, scale: type.scale ?? 0 };
}

/** The declared type that holds values of a logical one; nothing where the language has none. */
export function valueTypeFor(type: LogicalType | undefined): ValueType | undefined {
  if (type === undefined) return undefined;
  switch (type.kind) {
    case "other":
    case "list":
      return undefined;
    case "instant":
      return { kind: "timestamp" };
    case "uuid":
    case "bytes":
    case "time":
      return { kind: "string" };
    case "decimal":
      return {
        kind: "decimal",
        ...(type.precision !== undefined && { precision: type.precision }),
        ...(type.scale !== undefined && { scale: type.scale }),
      };
    default:
      return { kind: type.kind };
  }
}
