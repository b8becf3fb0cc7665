import type { ValueType } from "../../spec/types.ts";
import type { LogicalType } from "../../sql/logicalType.ts";

/** Types as far as mistakes go: a decimal for an integer is none, a text for a number is one. */
export type TypeFamily = "text" | "number" | "boolean" | "date" | "timestamp" | "json" | "list";

const words: Record<TypeFamily, string> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  date: "a date",
  timestamp: "a timestamp",
  json: "JSON",
  list: "a list",
};

export function inWordsOf(family: TypeFamily): string {
  return words[family];
}

/** `undefined` for types that the language has no word for. */
export function familyOf(type: LogicalType): TypeFamily | undefined {
  switch (type.kind) {
    case "string":
    case "uuid":
      return "text";
    case "integer":
    case "decimal":
    case "float":
      return "number";
    case "boolean":
      return "boolean";
    case "date":
      return "date";
    case "timestamp":
    case "instant":
      return "timestamp";
    case "json":
      return "json";
    case "list":
      return "list";
    default:
      return undefined;
  }
}

export function familyOfType(type: ValueType): TypeFamily {
  switch (type.kind) {
    case "string":
      return "text";
    case "integer":
    case "decimal":
    case "float":
      return "number";
    default:
      return type.kind;
  }
}
