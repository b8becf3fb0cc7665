import type { Dialect } from "../dialects/dialect.ts";
import type { VariantsPlan } from "../plan/plan.ts";
import { isOneOf, sides } from "./literals.ts";
import { caseOf, literal } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";

/** The name that a row's event bears; null for a row without one, which is no event. In: what the variants are told by, in the query. */
export function variantName(dialect: Dialect, { names }: VariantsPlan, value: TypedText): string {
  const literals = names.map((one) => one.value);
  const { left, right } = sides(dialect, value, literals);
  const isPlain = !dialect.eagerCase && literals.every((one) => one.value !== null);
  const branches = names.map((one) => {
    const test = isPlain ? right(one.value) : isOneOf(dialect, value, [one.value]);
    return `when ${test} then ${literal(dialect, one.event)}`;
  });
  return caseOf(isPlain ? `case ${left}` : "case", branches);
}
