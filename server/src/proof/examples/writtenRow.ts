/** Rows of examples as YAML. */
import { isPlainText } from "../../document/write/plainText.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import type { Column } from "../../project/types.ts";
import { columnType, isNumber } from "../../sql/logicalType.ts";
import type { Cell } from "../../warehouse/types.ts";
import { type ComparedColumn, cellText } from "./comparedValue.ts";

/** A row's values as YAML, by the names of its columns. */
export type WrittenRow = readonly (readonly [name: string, yaml: string])[];

/** As a map on one line, without the list's dash. */
export function rowText(row: WrittenRow): string {
  return `{${row.map(([name, yaml]) => `${nameYaml(name)}: ${yaml}`).join(", ")}}`;
}

export function rowsText(rows: readonly WrittenRow[]): string {
  return rows.length === 0 ? "[]" : rows.map((row) => `- ${rowText(row)}`).join("\n");
}

const nameYaml = (name: string): string =>
  isPlainText(name, true) ? name : writeScalar(name, { flow: true });

/** A value as YAML that reads back as the same value of its column, as people write it: the digits of an id need no quotes. */
export function cellYaml(cell: Cell, column: ComparedColumn): string {
  if (cell === null) return "null";
  const text = cellText(column, cell);
  const isDigits = /^(?:0|-?[1-9]\d*)(?:\.\d+)?$/.test(text);
  const isPlain =
    isDigits || (isNumber(column.kind) && typeof cell === "number") || typeof cell === "boolean";
  return isPlain ? text : writeScalar(text, { flow: true });
}

/** A source row's value as YAML: `given` takes the text as it stands, and a text of a column without a type by its quotes. */
export function givenYaml(text: string | null, column: Column): string {
  if (text === null) return "null";
  const type = columnType(column);
  const isDigits = /^(?:0|-?[1-9]\d*)(?:\.\d+)?$/.test(text);
  return type && (isDigits || type.kind === "boolean") ? text : writeScalar(text, { flow: true });
}
