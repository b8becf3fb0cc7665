/** What a declared type may hold, and what becomes of a value on its way into it. The rules are written down in docs/sql.md. */
import type { ValueType } from "../spec/types.ts";
import type { LogicalType } from "./logicalType.ts";

/** Kinds that can be read as a declared one without a loss, as far as types tell. */
const lossless: Readonly<Record<ValueType["kind"], ReadonlySet<LogicalType["kind"]>>> = {
  string: new Set(["string", "uuid", "integer", "boolean", "date", "time", "bytes"]),
  integer: new Set(["integer", "decimal"]),
  decimal: new Set(["integer", "decimal", "float"]),
  float: new Set(["integer", "decimal", "float"]),
  boolean: new Set(["boolean"]),
  // A time that is no midnight is found by its value.
  date: new Set(["date", "timestamp", "instant"]),
  timestamp: new Set(["timestamp", "instant", "date"]),
  json: new Set(),
  list: new Set(["list", "json"]),
};

/** Items are cast all at once, so that none is looked at by itself: what only its value tells does not count. */
function itemsFit(type: LogicalType, declared: ValueType): boolean {
  if (type.kind === "list" && declared.kind === "list")
    return type.of === undefined || sameItems(type.of, declared.of) || type.of.kind === "other";
  const isTold =
    !(declared.kind === "date" && type.kind !== "date") &&
    !(declared.kind === "string" && (type.kind === "time" || type.kind === "bytes")) &&
    !(declared.kind === "integer" && type.kind === "decimal" && type.scale !== 0);
  return type.kind === "other" || (isTold && fits(type, declared));
}

/** Whether items need no cast to be what is declared of them. */
export function sameItems(type: LogicalType, declared: ValueType): boolean {
  if (declared.kind === "timestamp") return ["timestamp", "instant", "date"].includes(type.kind);
  if (type.kind === "list" && declared.kind === "list")
    return type.of === undefined || sameItems(type.of, declared.of);
  if (type.kind !== declared.kind) return false;
  if (declared.kind !== "decimal" || declared.precision === undefined) return true;
  return type.precision === declared.precision && type.scale === (declared.scale ?? 0);
}

/**
 * Whether values of a type may be declared as another: each keeps its meaning and all its digits. A float may be declared as a decimal,
 * which rounds it. `true` for types that the language has no word for.
 */
export function fits(type: LogicalType, declared: ValueType): boolean {
  if (type.kind === "other" || declared.kind === "json") return true;
  if (!lossless[declared.kind].has(type.kind)) return false;
  if (declared.kind === "list") return type.of === undefined || itemsFit(type.of, declared.of);
  if (type.kind !== "decimal" || type.scale === undefined) return true;
  if (declared.kind === "integer") return type.scale === 0;
  const scale =
    declared.kind === "decimal" && declared.precision !== undefined ? (declared.scale ?? 0) : undefined;
  return scale === undefined || type.scale <= scale;
}
