import type { Dialect } from "../dialects/dialect.ts";
import type { VariantsPlan } from "../plan/plan.ts";
import { canonicalText } from "./canonical.ts";
import { isOneOf, sides } from "./literals.ts";
import { caseOf, laidOut, literal } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";
import { nullOf } from "./values.ts";

/**
 * The name that a row's event bears; null for a row without one, which is no event. In, as they are in the query: what the variants are told
 * by, and what names all other rows.
 */
export function variantName(
  dialect: Dialect,
  { names }: VariantsPlan,
  value: TypedText,
  other: TypedText | undefined,
): string {
  const literals = names.map((one) => one.value);
  const { left, right } = sides(dialect, value, literals);
  const isPlain = !dialect.eagerCase && literals.every((one) => one.value !== null);
  const branches = names.map((one) => {
    const test = isPlain ? right(one.value) : isOneOf(dialect, value, [one.value]);
    return `when ${test} then ${literal(dialect, one.event)}`;
  });
  const open = other && `nullif(${canonicalText(dialect, other.sql, other.type)}, '')`;
  if (branches.length === 0) return open ?? nullOf(dialect, { kind: "string" });
  const otherwise = open === undefined ? [] : [`else ${laidOut(dialect, open)}`];
  return caseOf(isPlain ? `case ${laidOut(dialect, left)}` : "case", [...branches, ...otherwise]);
}
