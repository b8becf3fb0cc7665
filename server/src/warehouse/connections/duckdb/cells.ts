/** DuckDB's values as plain JSON. */
import * as duckdb from "@duckdb/node-api";
import { listLimit, textLimit } from "../../answerLimits.ts";
import { floatCell, hexCell, integerCell, isoDate, isoTime, isoTimestamp } from "../../cells.ts";
import { type Cell, WarehouseError } from "../../types.ts";

/** A cell of a column; of what is far too long no more than it takes to tell that. */
export function cellIn(vector: duckdb.DuckDBVector, row: number, type: duckdb.DuckDBType): Cell {
  const items = vector instanceof duckdb.DuckDBListVector ? vector.getItemVector(row) : null;
  if (items && items.itemCount > listLimit)
    return cellOf(new duckdb.DuckDBListValue([...items.slice(0, listLimit + 1).toArray()]), type);
  const cell = cellOf(valueIn(vector, row), type);
  return typeof cell === "string" ? cell.slice(0, textLimit + 1) : cell;
}

/** JavaScript has no texts of more than about 500 MB. */
function valueIn(vector: duckdb.DuckDBVector, row: number): duckdb.DuckDBValue | undefined {
  try {
    return vector.getItem(row) as duckdb.DuckDBValue | undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_STRING_TOO_LONG")
      throw new WarehouseError(
        "limit",
        "A text of it is longer than 500 MB. Ask for a part of it: `left(…, 1000)`.",
      );
    throw error;
  }
}

/** A value of a column. `type` is needed for what JavaScript's own types don't tell, at any depth. */
function cellOf(value: duckdb.DuckDBValue | undefined, type: duckdb.DuckDBType): Cell {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "bigint":
      return integerCell(value);
    case "number":
      return type.typeId === duckdb.DuckDBTypeId.FLOAT ? floatCell(shortest(value)) : floatCell(value);
    default:
      return timeCell(value) ?? nestedCell(value, type) ?? plainCell(value);
  }
}

/** A 32-bit float with the fewest digits that mean it: 0.1, not 0.10000000149011612. */
function shortest(value: number): number {
  for (let digits = 6; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function timeCell(value: object): Cell | undefined {
  if (value instanceof duckdb.DuckDBDateValue)
    return value.isFinite ? isoDate(BigInt(value.days)) : infinity(value.days > 0);
  if (value instanceof duckdb.DuckDBTimestampTZValue)
    return value.isFinite ? `${isoTimestamp(value.micros * 1000n)}Z` : infinity(value.micros > 0n);
  if (value instanceof duckdb.DuckDBTimestampValue)
    return value.isFinite ? isoTimestamp(value.micros * 1000n) : infinity(value.micros > 0n);
  if (value instanceof duckdb.DuckDBTimestampSecondsValue)
    return value.isFinite ? isoTimestamp(value.seconds * 1_000_000_000n) : infinity(value.seconds > 0n);
  if (value instanceof duckdb.DuckDBTimestampMillisecondsValue)
    return value.isFinite ? isoTimestamp(value.millis * 1_000_000n) : infinity(value.millis > 0n);
  if (value instanceof duckdb.DuckDBTimestampNanosecondsValue)
    return value.isFinite ? isoTimestamp(value.nanos) : infinity(value.nanos > 0n);
  if (value instanceof duckdb.DuckDBTimeValue) return isoTime(value.micros);
  return undefined;
}

function infinity(positive: boolean): Cell {
  return positive ? "infinity" : "-infinity";
}

function nestedCell(value: object, type: duckdb.DuckDBType): Cell | undefined {
  if (value instanceof duckdb.DuckDBListValue && type instanceof duckdb.DuckDBListType)
    return value.items.map((item) => cellOf(item, type.valueType));
  if (value instanceof duckdb.DuckDBArrayValue && type instanceof duckdb.DuckDBArrayType)
    return value.items.map((item) => cellOf(item, type.valueType));
  if (value instanceof duckdb.DuckDBStructValue && type instanceof duckdb.DuckDBStructType)
    return objectOf(
      type.entryNames.map((name, i) => [name, cellOf(value.entries[name], type.entryTypes[i] ?? type)]),
    );
  if (value instanceof duckdb.DuckDBMapValue && type instanceof duckdb.DuckDBMapType)
    return objectOf(
      value.entries.map(({ key, value: entry }) => [
        keyText(key, type.keyType),
        cellOf(entry, type.valueType),
      ]),
    );
  if (value instanceof duckdb.DuckDBUnionValue && type instanceof duckdb.DuckDBUnionType)
    return cellOf(value.value, type.memberTypeForTag(value.tag));
  return undefined;
}

/** Keeps a key named `__proto__` a key. */
function objectOf(entries: [string, Cell][]): Cell {
  return Object.fromEntries(entries);
}

function keyText(key: duckdb.DuckDBValue, type: duckdb.DuckDBType): string {
  const cell = cellOf(key, type);
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

function plainCell(value: object): Cell {
  if (value instanceof duckdb.DuckDBBlobValue) return hexCell(value.bytes);
  return String(value);
}
