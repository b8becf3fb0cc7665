import type { Dialect } from "../../sql/dialects/dialect.ts";
import type { LogicalType } from "../../sql/logicalType.ts";
import { castAs } from "../../sql/render/cast.ts";

/** Digits after the point that a float counts with, so that sums do not depend on the order of rows. */
const places = 9;

/** A number whose sum is exact: floats become decimals. */
export function exactNumber(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  if (type?.kind !== "float") return sql;
  return dialect.toDecimal?.(sql, type, 38, places) ?? castAs(dialect, sql, dialect.decimal(38, places));
}
