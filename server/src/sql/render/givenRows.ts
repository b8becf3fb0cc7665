/** Rows that stand in for a table, as a query: each cell's source text read as its column's type. */
import type { Column, GivenTable } from "../../project/types.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { givenType } from "../givenTypes.ts";
import { columnType, type LogicalType } from "../logicalType.ts";
import { clockText, readWrittenTime } from "../writtenTime.ts";
import { identifier, keepBreaks, literal, select } from "./sqlText.ts";

/** A row a line. Without rows it is a query of the same columns that gives none. */
export function givenRows(dialect: Dialect, { columns, rows }: GivenTable): string {
  const line = (row: readonly (string | null)[], isFirst: boolean) => {
    const cells = columns.map((column, at) => {
      const value = cellSql(dialect, column, row[at] ?? null);
      return isFirst ? `${value} as ${identifier(dialect, column.name)}` : value;
    });
    return cells.join(", ");
  };
  if (rows.length === 0) return select({ columns: [line([], true)], limit: 0 });
  return rows.map((row, at) => `select ${line(row, at === 0)}`).join("\nunion all\n");
}

function cellSql(dialect: Dialect, column: Column, text: string | null): string {
  const spelling = givenType(dialect, column);
  const type = columnType(column);
  if (text === null) return nullCell(dialect, spelling, type);
  return valueSql(dialect, spelling, type, text);
}

/** A null of a column's type. What can never be null has none: an empty list or object in its stead. */
export function nullCell(dialect: Dialect, spelling: string, type: LogicalType | undefined): string {
  const nullable = dialect.nullableType ? dialect.nullableType(spelling) : spelling;
  if (nullable !== undefined) return `cast(null as ${nullable})`;
  return dialect.readNested(literal(dialect, type?.kind === "list" ? "[]" : "{}"), spelling, "[]");
}

function valueSql(dialect: Dialect, spelling: string, type: LogicalType | undefined, text: string): string {
  const nullable = dialect.nullableType?.(spelling) ?? spelling;
  const written = literal(dialect, text);
  switch (type?.kind) {
    case "date":
    case "timestamp":
    case "instant":
      return `cast(${timeSql(dialect, type, text) ?? written} as ${nullable})`;
    case "json":
      return dialect.readJson?.(written) ?? `cast(${written} as ${nullable})`;
    case "list":
    case "other":
      return /^\s*[[{]/.test(text)
        ? keepBreaks(dialect.readNested(written, spelling, text))
        : `cast(${written} as ${nullable})`;
    default:
      return `cast(${written} as ${nullable})`;
  }
}

/** A time as a literal; `undefined` for what is written as none of ours, such as `infinity`, or is finer than literals are. */
function timeSql(dialect: Dialect, { kind }: LogicalType, text: string): string | undefined {
  const written = readWrittenTime(text);
  if (!written || written.fraction.length > ".123456".length) return undefined;
  if (kind === "instant") return dialect.moment("instant", clockText(written, -(written.offset ?? 0)));
  return dialect.moment(kind === "date" ? "date" : "timestamp", clockText(written));
}
