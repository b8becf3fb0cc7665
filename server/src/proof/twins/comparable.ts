/** Values of both sides in a form in which they can be compared. */
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { isNumber, type LogicalType } from "../../sql/logicalType.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { asExactDecimal, exactDecimal } from "../rows/exactNumber.ts";

interface Types {
  readonly truth: LogicalType | undefined;
  readonly tracked: LogicalType | undefined;
}

const areNumbers = ({ truth, tracked }: Types): boolean => isNumber(truth?.kind) && isNumber(tracked?.kind);

/** Numbers as decimals, so that 12.5 is 12.50; all else as text. */
export function comparableValue(
  dialect: Dialect,
  sql: string,
  type: LogicalType | undefined,
  types: Types,
): string {
  if (!areNumbers(types)) return canonicalText(dialect, sql, type);
  return asExactDecimal(dialect, sql, type);
}

export function comparableNull(dialect: Dialect, types: Types): string {
  return castAs(dialect, "null", areNumbers(types) ? exactDecimal(dialect) : dialect.types.string);
}
