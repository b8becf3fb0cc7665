/** Snowflake's values, as its driver gives them, as plain JSON. */
import {
  floatCell,
  hexCell,
  integerTextCell,
  isoDate,
  isoTimestamp,
  withExactIntegers,
} from "../../cells.ts";
import type { Cell } from "../../types.ts";
import type { SdkColumn } from "./sdk.ts";

/** As `describe table` spells it. A length that is the longest is not said. */
export function typeName(column: SdkColumn): string {
  const type = column.getType().toLowerCase();
  const scale = column.getScale() ?? 0;
  if (type === "fixed") return `NUMBER(${column.getPrecision() ?? 38},${scale})`;
  if (type === "real") return "FLOAT";
  if (type === "text") return "VARCHAR";
  return /^time/.test(type) ? `${type.toUpperCase()}(${scale})` : type.toUpperCase();
}

/** The driver's dates know more than JavaScript's. */
interface SfDate {
  getEpochSeconds(): number;
  getNanoSeconds(): number;
}

export function cellOf(value: unknown, column: SdkColumn): Cell {
  if (value === null || value === undefined || value === "NULL") return nullOrText(value, column);
  const type = column.getType().toLowerCase();
  switch (type) {
    case "fixed":
      return column.getScale() ? String(value) : integerTextCell(String(value));
    case "real":
      return floatCell(floatOf(String(value)));
    case "date":
      return isoDate(BigInt(Math.floor((value as SfDate).getEpochSeconds() / 86_400)));
    case "timestamp_ntz":
      return isoTimestamp(nanosOf(value as SfDate));
    case "timestamp_ltz":
    case "timestamp_tz":
      return `${isoTimestamp(nanosOf(value as SfDate))}Z`;
    case "binary":
      return hexCell(value as Uint8Array);
    case "array":
    case "object":
    case "map":
      return parsed(value);
    default:
      return typeof value === "boolean" ? value : String(value);
  }
}

/** Numbers that are fetched as texts say `NULL` where there is none; a text may say so itself. */
function nullOrText(value: unknown, column: SdkColumn): Cell {
  return value === "NULL" && !/^(fixed|real)$/i.test(column.getType()) ? "NULL" : null;
}

function nanosOf(date: SfDate): bigint {
  return BigInt(date.getEpochSeconds()) * 1_000_000_000n + BigInt(date.getNanoSeconds());
}

function floatOf(text: string): number {
  if (/^inf/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf/i.test(text)) return Number.NEGATIVE_INFINITY;
  return Number(text);
}

function parsed(value: unknown): Cell {
  if (typeof value !== "string") return value as Cell;
  try {
    return JSON.parse(withExactIntegers(value));
  } catch {
    return value;
  }
}
