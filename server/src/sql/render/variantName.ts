import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, VariantsPlan } from "../plan/plan.ts";
import { canonicalText } from "./canonical.ts";
import { isOneOf, sides } from "./literals.ts";
import { caseOf, literal } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";

/**
 * The name that a row's event bears; null for rows that are skipped. A value that has no name fails the query, unless it is skipped.
 * In: what the variants are told by, in the query.
 */
export function variantName(
  dialect: Dialect,
  { name }: EventPlan,
  { names, otherwise }: VariantsPlan,
  value: TypedText,
): string {
  const literals = names.map((one) => one.value);
  const { left, right } = sides(dialect, value, literals);
  const isPlain = !dialect.eagerCase && literals.every((one) => one.value !== null);
  const branches = names.map((one) => {
    const test = isPlain ? right(one.value) : isOneOf(dialect, value, [one.value]);
    return `when ${test} then ${literal(dialect, one.event)}`;
  });
  const failed = otherwise === "fail" ? [`else ${failure(dialect, name, value)}`] : [];
  return caseOf(isPlain ? `case ${left}` : "case", [...branches, ...failed]);
}

function failure(dialect: Dialect, event: string, { sql, type }: TypedText): string {
  const shown = `coalesce(${canonicalText(dialect, sql, type)}, 'null')`;
  return dialect.fail(`${literal(dialect, `Event ${event} has no variant for the value `)} || ${shown}`);
}
