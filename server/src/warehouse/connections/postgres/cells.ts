/** Postgres's text form of values as plain JSON. Sessions are set to UTC and ISO dates. */
import { floatCell, integerTextCell } from "../../cells.ts";
import type { Cell } from "../../types.ts";

/** Built-in types by their OIDs, which never change: `pg_type.dat` of the server's source. */
const oids = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  float4: 700,
  float8: 701,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
} as const;

export interface ValueType {
  readonly oid: number;
  /** Of a list's items. */
  readonly item?: ValueType | undefined;
}

export function cellOf(text: string | null, type: ValueType): Cell {
  if (text === null) return null;
  if (type.item) return listCell(text, type.item);
  switch (type.oid) {
    case oids.bool:
      return text === "t";
    case oids.int2:
    case oids.int4:
    case oids.int8:
    case oids.oid:
      return integerTextCell(text);
    case oids.float4:
    case oids.float8:
      return floatCell(Number(text));
    case oids.bytea:
      return text.replace(/^\\x/, "");
    case oids.date:
      return isoYear(text);
    case oids.timestamp:
      return isoYear(text).replace(" ", "T");
    case oids.timestamptz:
      return isoYear(text)
        .replace(" ", "T")
        .replace(/\+00(:00)?$/, "Z");
    default:
      return text;
  }
}

/** `12020-01-01` → `+012020-01-01`, `0044-03-15 BC` → `-000043-03-15`: ISO 8601 has a year 0 and signs. */
function isoYear(text: string): string {
  const match = /^(\d+)(-\d\d-\d\d.*?)( BC)?$/.exec(text);
  if (!match) return text;
  const [, digits = "", rest = "", era] = match;
  const year = era ? 1 - Number(digits) : Number(digits);
  if (year >= 0 && year <= 9999) return String(year).padStart(4, "0") + rest;
  return (year < 0 ? "-" : "+") + String(Math.abs(year)).padStart(6, "0") + rest;
}

/**
 * `{1,NULL,"a \"b\""}`, nested for more dimensions, after bounds (`[0:1]=`) where they are not the usual ones.
 * https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
function listCell(text: string, item: ValueType): Cell {
  const start = text.indexOf("{");
  const tokens = text.slice(Math.max(start, 0)).matchAll(/[{},]|"[^"\\]*(?:\\.[^"\\]*)*"|[^{},"]+/gs);
  const outer: Cell[] = [];
  const open: Cell[][] = [outer];
  for (const [token] of tokens) {
    if (token === "{") {
      const list: Cell[] = [];
      open.at(-1)?.push(list);
      open.push(list);
    } else if (token === "}") open.pop();
    else if (token !== ",") open.at(-1)?.push(itemCell(token, item));
  }
  return outer[0] ?? text;
}

function itemCell(token: string, item: ValueType): Cell {
  if (token === "NULL") return null;
  return cellOf(token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/gs, "$1") : token, item);
}
