/** Values that a spec lists, compared with what an expression gives. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { LiteralPlan } from "../plan/plan.ts";
import { canonicalText } from "./canonical.ts";
import { comparand } from "./embed.ts";
import { literal } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";

/** Whether a value is one of them. Null is among them where it is one of the literals. */
export function isOneOf(dialect: Dialect, value: TypedText, literals: readonly LiteralPlan[]): string {
  const known = literals.filter((one) => one.value !== null);
  const { left, right } = sides(dialect, value, known);
  const list = known.map(right);
  const conditions = [
    ...(list.length === 1 ? [`${left} = ${list.join("")}`] : []),
    ...(list.length > 1 ? [`${left} in (${list.join(", ")})`] : []),
    ...(known.length < literals.length ? [`${comparand(dialect, value.sql)} is null`] : []),
  ];
  if (conditions.length === 0) return "false";
  return conditions.length === 1 ? conditions.join("") : `(${conditions.join(" or ")})`;
}

/** How a value and literals are written to be compared with each other. */
export function sides(dialect: Dialect, { sql, type }: TypedText, literals: readonly LiteralPlan[]) {
  const asText = comparesAsText(type, literals);
  const left = asText && type?.kind !== "string" ? canonicalText(dialect, sql, type) : sql;
  return {
    left: comparand(dialect, left),
    right: ({ value, text }: LiteralPlan) => (asText ? literal(dialect, text) : String(value)),
  };
}

/** A value is compared as text where its type isn't known to be the literals' own. */
function comparesAsText(type: LogicalType | undefined, literals: readonly LiteralPlan[]): boolean {
  switch (type?.kind) {
    case "integer":
    case "decimal":
    case "float":
      return !literals.every((one) => typeof one.value === "number");
    case "boolean":
      return !literals.every((one) => typeof one.value === "boolean");
    default:
      return true;
  }
}
