import type { Dialect } from "../../sql/dialects/dialect.ts";
import type { LogicalType } from "../../sql/logicalType.ts";
import { castAs } from "../../sql/render/cast.ts";

/** Digits after the point that a float counts with, so that sums do not depend on the order of rows. */
const places = 9;

/** Spells the type of decimals that numbers become to be compared or added up. */
export const exactDecimal = (dialect: Dialect): string => dialect.decimal(38, places);

export function asExactDecimal(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  return dialect.toDecimal?.(sql, type, 38, places) ?? castAs(dialect, sql, exactDecimal(dialect));
}

/** A number whose sum is exact: floats become decimals. */
export function exactNumber(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  return type?.kind === "float" ? asExactDecimal(dialect, sql, type) : sql;
}
