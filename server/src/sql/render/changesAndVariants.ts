/** Conditions and names of `changes` and `variants`. */

import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { ChangesPlan, EventPlan, LiteralPlan, TypedSql, VariantsPlan } from "../plan/plan.ts";
import { canonicalText } from "./canonical.ts";
import { literal } from "./sqlText.ts";

const value = "change_value";
const before = "value_before";
const isFirst = "is_first";

/** The value of the row before, and where a null among `from` must not mean "no row before", whether there was one. */
export function previousColumns(dialect: Dialect, { from }: ChangesPlan, over: string): string[] {
  const lag = (sql: string) => `lag(${dialect.toNullable?.(sql) ?? sql}) ${over}`;
  const columns = [`${lag(value)} as ${before}`];
  if (from?.some((one) => one.value === null)) columns.push(`${lag("1")} is null as ${isFirst}`);
  return columns;
}

/** A change in the wanted direction. The first row of all changes from null, unless `from` is given: then it changes from nothing. */
export function changeCondition(dialect: Dialect, { value: { type }, from, to }: ChangesPlan): string[] {
  return [
    dialect.isDistinct(value, before),
    ...(from ? [isOneOf(dialect, before, type, from)] : []),
    ...(from?.some((one) => one.value === null) ? [`not ${isFirst}`] : []),
    ...(to ? [isOneOf(dialect, value, type, to)] : []),
  ];
}

/** Null is among the values where it is one of the literals. */
function isOneOf(
  dialect: Dialect,
  sql: string,
  type: LogicalType | undefined,
  literals: readonly LiteralPlan[],
): string {
  const known = literals.filter((one) => one.value !== null);
  const asText = comparesAsText(type, known);
  const left = asText && type?.kind !== "string" ? canonicalText(dialect, sql, type) : sql;
  const conditions = [
    ...(known.length > 0
      ? [`${left} in (${known.map((one) => literalValue(dialect, one, asText)).join(", ")})`]
      : []),
    ...(known.length < literals.length ? [`${sql} is null`] : []),
  ];
  if (conditions.length === 0) return "false";
  return conditions.length === 1 ? conditions.join("") : `(${conditions.join(" or ")})`;
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

function literalValue(dialect: Dialect, { value: known, text }: LiteralPlan, asText: boolean): string {
  return asText ? literal(dialect, text) : String(known);
}

/** The name that a row's event bears; null for rows that are skipped. A value that has no name fails the query, unless it is skipped. */
export function variantName(
  dialect: Dialect,
  event: EventPlan,
  { by, names, otherwise }: VariantsPlan,
): string {
  const cases = names.map(
    (one) =>
      `  when ${isOneOf(dialect, "variant", by.type, [one.value])} then ${literal(dialect, one.event)}`,
  );
  return [
    "case",
    ...cases,
    ...(otherwise === "fail" ? [`  else ${failure(dialect, event, by)}`] : []),
    "end",
  ].join("\n");
}

function failure(dialect: Dialect, event: EventPlan, { type }: TypedSql): string {
  const shown = `coalesce(${canonicalText(dialect, "variant", type)}, 'null')`;
  return dialect.fail(`${literal(dialect, `Event ${event.name} has no variant for the value `)} || ${shown}`);
}
