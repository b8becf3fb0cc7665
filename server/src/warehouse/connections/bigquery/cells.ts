/** BigQuery's values, which are texts in its REST API, as plain cells. */
import { floatCell, integerTextCell, isoTimestamp } from "../../cells.ts";
import type { Cell } from "../../types.ts";

/** https://cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema */
export interface FieldSchema {
  readonly name: string;
  readonly type: string;
  readonly mode?: "NULLABLE" | "REQUIRED" | "REPEATED";
  readonly description?: string;
  readonly precision?: string;
  readonly scale?: string;
  readonly fields?: readonly FieldSchema[];
}

const standard: Readonly<Record<string, string>> = {
  INTEGER: "INT64",
  FLOAT: "FLOAT64",
  BOOLEAN: "BOOL",
  RECORD: "STRUCT",
};

/** As GoogleSQL spells it: `ARRAY<STRUCT<a INT64>>`, `NUMERIC(12, 2)`. */
export function typeName(field: FieldSchema): string {
  const name = standard[field.type] ?? field.type;
  const inner = (field.fields ?? []).map((each) => `${each.name} ${typeName(each)}`).join(", ");
  const size = [field.precision, field.scale].filter((part) => part !== undefined).join(", ");
  const whole = name === "STRUCT" ? `STRUCT<${inner}>` : size === "" ? name : `${name}(${size})`;
  return field.mode === "REPEATED" ? `ARRAY<${whole}>` : whole;
}

export function cellOf(value: unknown, field: FieldSchema): Cell {
  if (value === null || value === undefined) return null;
  if (field.mode === "REPEATED")
    return (value as readonly { v: unknown }[]).map(({ v }) => cellOf(v, { ...field, mode: "NULLABLE" }));
  switch (standard[field.type] ?? field.type) {
    case "INT64":
      return integerTextCell(String(value));
    case "FLOAT64":
      return floatCell(Number(value));
    case "BOOL":
      return value === "true" || value === true;
    case "TIMESTAMP":
      return `${isoTimestamp(BigInt(String(value)) * 1000n)}Z`;
    case "DATETIME":
    case "TIME":
      return String(value)
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "");
    case "BYTES":
      return Buffer.from(String(value), "base64").toString("hex");
    case "STRUCT":
      return structCell(value as { readonly f: readonly { v: unknown }[] }, field.fields ?? []);
    default:
      return String(value);
  }
}

function structCell({ f }: { readonly f: readonly { v: unknown }[] }, fields: readonly FieldSchema[]): Cell {
  return Object.fromEntries(fields.map((field, i) => [field.name, cellOf(f[i]?.v, field)]));
}
