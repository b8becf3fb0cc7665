/** Databricks' JSON_ARRAY values, which are all texts, as plain cells. */
import { floatCell, integerTextCell, withExactIntegers } from "../../cells.ts";
import type { Cell } from "../../types.ts";

/** `type` as `type_text` spells it: `BIGINT`, `DECIMAL(12,2)`, `ARRAY<INT>`. */
export function cellOf(value: unknown, type: string): Cell {
  return typeof value === "string" ? textCell(value, type) : null;
}

function textCell(value: string, type: string): Cell {
  switch (/^\w+/.exec(type)?.[0]?.toUpperCase()) {
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT":
      return integerTextCell(value);
    case "FLOAT":
    case "DOUBLE":
      return floatCell(Number(value));
    case "BOOLEAN":
      return value === "true";
    case "BINARY":
      return Buffer.from(value, "base64").toString("hex");
    case "TIMESTAMP":
      return `${withoutZeros(value.replace(/Z$/, ""))}Z`;
    case "TIMESTAMP_NTZ":
      return withoutZeros(value);
    case "ARRAY":
    case "MAP":
    case "STRUCT":
      return parsed(value);
    default:
      return value;
  }
}

/** The session is in UTC; `2026-01-05T10:00:00.500` → `2026-01-05T10:00:00.5`. */
function withoutZeros(time: string): string {
  return time
    .replace(" ", "T")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

function parsed(value: string): Cell {
  try {
    return JSON.parse(withExactIntegers(value));
  } catch {
    return value;
  }
}
