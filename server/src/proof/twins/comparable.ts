/** Values of both sides in a form in which they can be compared. */
import type { Dialect } from "../../sql/dialects/dialect.ts";
import type { LogicalType } from "../../sql/logicalType.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";

interface Types {
  readonly truth: LogicalType | undefined;
  readonly tracked: LogicalType | undefined;
}

const numbers: ReadonlySet<LogicalType["kind"] | undefined> = new Set(["integer", "decimal", "float"]);
const places = 9;

const areNumbers = ({ truth, tracked }: Types): boolean =>
  numbers.has(truth?.kind) && numbers.has(tracked?.kind);

/** Numbers as decimals, so that 12.5 is 12.50; all else as text. */
export function comparableValue(
  dialect: Dialect,
  sql: string,
  type: LogicalType | undefined,
  types: Types,
): string {
  if (!areNumbers(types)) return canonicalText(dialect, sql, type);
  return dialect.toDecimal?.(sql, type, 38, places) ?? castAs(dialect, sql, dialect.decimal(38, places));
}

export function comparableNull(dialect: Dialect, types: Types): string {
  return castAs(dialect, "null", areNumbers(types) ? dialect.decimal(38, places) : dialect.types.string);
}
