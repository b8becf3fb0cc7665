/** Periods with too few or too many events, in SQL alone. */
import type { EventTest } from "../../spec/types.ts";
import { castAs } from "../../sql/render/cast.ts";
import { derived, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import type { CheckedRows } from "../rows/eventRelation.ts";
import { openPeriod, periodBefore, periodOf } from "./periods.ts";

type VolumeTest = Extract<EventTest, { readonly kind: "volume" }>;

/**
 * In: a test with a lower or an upper bound. Out: a query that gives a row for each complete period out of bounds, and one for each gap: the
 * period after it, or the one that has not ended yet. Periods are told from their neighbours, so that none has to be listed.
 */
export function failingPeriods(rows: CheckedRows, { per, min, max }: VolumeTest): string {
  const unit = per.value;
  const isTooFew = min !== undefined && min > 0;
  const { dialect, tables, events, pick } = rows;
  const [periods, complete, ordered] = [pick("periods"), pick("complete_periods"), pick("periods_in_order")];
  const all = select({ columns: [`${periodOf(rows, "occurred_at", unit)} as period`], from: events });
  const counted = select({
    columns: ["period", `${castAs(dialect, "count(*)", dialect.types.integer)} as events`],
    from: derived(all, "timed"),
  });
  const open = openPeriod(rows, unit, "settled");
  const ended = select({
    columns: ["period", "events", "0 as is_open"],
    from: periods,
    where: [`period < ${open}`],
  });
  const last = select({ columns: [`${open} as period`, "0 as events", "1 as is_open"] });
  const inOrder = select({
    columns: [
      "period",
      "events",
      "is_open",
      `lag(${dialect.toNullable?.("period") ?? "period"}) over (order by period) as period_before`,
    ],
    from: complete,
  });
  const bounds = [
    ...(isTooFew ? [`events < ${min}`] : []),
    ...(max === undefined ? [] : [`events > ${max}`]),
  ];
  const faults = [
    `is_open = 0 and ${bounds.length === 1 ? bounds[0] : `(${bounds.join(" or ") || "1 = 0"})`}`,
    ...(isTooFew ? [`${periodBefore(rows, "period", unit)} > period_before`] : []),
  ].map((fault) => `(${fault})`);
  const isWrong = `period_before is not null\n  and (${faults.join("\n    or ")})`;
  const head = withTables([
    ...tables,
    { name: periods, query: `${counted}\ngroup by period` },
    { name: complete, query: `${ended}\nunion all\n${last}` },
    { name: ordered, query: inOrder },
  ]);
  const columns = ["period", "period_before", "events"];
  const where = isTooFew ? `(${isWrong})\n  or (select count(*) from ${periods}) = 0` : isWrong;
  return restoreBreaks(`${head}\n${select({ columns, from: ordered, where: [where] })}`);
}
