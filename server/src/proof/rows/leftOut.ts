/** Checks of rows that an event leaves out: those in the future, without a variant, without a key. */
import { type Counted, countIf } from "../../sql/funnel/countedQuery.ts";
import { disagreeingKeys, onceKey, unnamedValues, variation } from "../../sql/funnel/eventCounts.ts";
import type { EventPlan, RelationPlan, TypedSql } from "../../sql/plan/plan.ts";
import { rowKey } from "../../sql/plan/rowKey.ts";
import { relationSql } from "../../sql/render/renderPlan.ts";
import { derived, identifier, select } from "../../sql/render/sqlText.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { many } from "../words.ts";
import { type CheckedRows, liesInFuture } from "./eventRelation.ts";
import type { RowCheck } from "./rowCheck.ts";

/** The same relation with other columns, in its window. */
function withColumns(
  plan: RelationPlan,
  event: EventPlan,
  values: readonly { readonly name: string; readonly value: TypedSql }[] = [],
): RelationPlan {
  return { ...variation(plan, event, values), window: plan.window };
}

/** Times later than clocks differ: how a sentinel that nobody declared comes to light. */
export function noFuture(relation: CheckedRows, check: Check, prefix: string): RowCheck | Verdict {
  const { dialect, withFuture, plan, eventPlan, columns } = relation;
  if (plan.window.until !== undefined)
    return {
      status: "skipped",
      message:
        "The window has an end, and rows after it are not read, so nothing tells whether times lie in the future.",
    };
  const failing = `${prefix}_future`;
  const { changes: _, oncePer: __, ...rest } = eventPlan;
  const each: EventPlan = {
    ...rest,
    scheduled: true,
    key: rowKey(eventPlan),
  };
  const from =
    withFuture ??
    derived(
      relationSql(dialect, { ...plan, scans: plan.scans.map((scan) => ({ ...scan, events: [each] })) }),
      `${prefix}_all`,
    );
  const condition = liesInFuture(relation);
  return {
    check,
    tables: [{ name: `${prefix}_later`, columns: { [failing]: countIf(condition) }, from }],
    failingRows: `${select({ columns: columns.map((name) => identifier(dialect, name)), from, where: [condition] })}\norder by occurred_at desc`,
    read({ number }) {
      const count = number(failing);
      const expected = "no time more than 24 hours after now";
      if (count === 0)
        return { status: "passed", message: "No time lies in the future.", expected, failing: 0 };
      return {
        status: "failed",
        message: `${many(count, "row")} ${count === 1 ? "has" : "have"} a time more than 24 hours in the future, and so ${count === 1 ? "is no event" : "are no events"}: declare it in \`null_values\`, or \`scheduled: true\`.`,
        expected,
        actual: many(count, "row"),
        failing: count,
      };
    },
  };
}

/** Rows whose value no variant has, by value. */
export function withoutVariant(relation: CheckedRows, check: Check, prefix: string): RowCheck | undefined {
  const { dialect, plan, eventPlan } = relation;
  const { variants, ...unnamed } = eventPlan;
  if (!variants) return undefined;
  const without = unnamedValues(dialect, plan, unnamed, variants, plan.window);
  const names = { rows: `${prefix}_rows`, values: `${prefix}_values`, nulls: `${prefix}_nulls` };
  const counted: Counted = {
    name: `${prefix}_unnamed`,
    columns: {
      [names.rows]: "count(*)",
      [names.values]: "count(distinct variant_text)",
      [names.nulls]: "max(case when variant_text is null then 1 else 0 end)",
    },
    from: derived(without, `${prefix}_values_of`),
  };
  const byValue = select({
    columns: ["variant_text as variant_value", "count(*) as row_count"],
    from: derived(without, "unnamed"),
  });
  return {
    check,
    tables: [counted],
    failingRows: `${byValue}\ngroup by variant_text\norder by 2 desc, 1`,
    // Null is not among the distinct values, but has a row of its own.
    total: ({ number }) => number(names.values) + number(names.nulls),
    read({ number }) {
      const failing = number(names.rows);
      const values = number(names.values);
      const isOpen = typeof variants.otherwise === "object";
      const expected = isOpen ? "every row has a name" : "every value has a variant, or `otherwise: skip`";
      if (failing === 0)
        return {
          status: "passed",
          message: isOpen ? "Every row has a name." : "Every value has a variant.",
          expected,
          failing: 0,
        };
      const unnamed = values === 0 ? "null" : `${many(values, "value")} that no variant has`;
      const which = isOpen ? "no name: it is null or empty" : unnamed;
      return {
        status: "failed",
        message: `${many(failing, "row")} ${failing === 1 ? "has" : "have"} ${which}.`,
        expected,
        actual: many(failing, "row"),
        failing,
      };
    },
  };
}

/** Rows whose `once_per` key is wholly null: they are left out, which is told and no failure. */
export function withoutOnceKey(relation: CheckedRows, check: Check, prefix: string): RowCheck | undefined {
  const { dialect, plan, eventPlan } = relation;
  const { oncePer, ...rest } = eventPlan;
  if (!oncePer) return undefined;
  const each: EventPlan = { ...rest, key: rowKey(eventPlan) };
  const once = onceKey(oncePer.key);
  const failing = `${prefix}_null`;
  return {
    check,
    tables: [
      {
        name: `${prefix}_once`,
        columns: { [failing]: countIf(once.isNull) },
        from: derived(relationSql(dialect, withColumns(plan, each, once.values)), `${prefix}_each`),
      },
    ],
    read({ number }) {
      const count = number(failing);
      const message =
        count === 0
          ? "Every row has a `once_per` key."
          : `${many(count, "row")} ${count === 1 ? "has" : "have"} no \`once_per\` key and ${count === 1 ? "is" : "are"} left out.`;
      return { status: "passed", message, actual: many(count, "row") };
    },
  };
}

/** Keys whose rows don't all say the same: they give no event, which is told and no failure. */
export function withoutAgreement(relation: CheckedRows, check: Check, prefix: string): RowCheck {
  const { dialect, plan, eventPlan } = relation;
  return {
    check,
    tables: disagreeingKeys(dialect, plan, eventPlan, prefix),
    read({ number }) {
      const count = number(`${prefix}_keys`) - number(`${prefix}_kept`);
      const message =
        count === 0
          ? "All rows of each `once_per` key say the same."
          : `${many(count, "key")} of \`once_per\` ${count === 1 ? "has" : "have"} rows that disagree, and ${count === 1 ? "gives" : "give"} no event.`;
      return { status: "passed", message, actual: many(count, "key") };
    },
  };
}
