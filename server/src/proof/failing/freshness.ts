/** Whether the newest event is too old, in SQL alone. */
import type { EventTest } from "../../spec/types.ts";
import { secondsOf } from "../../spec/values.ts";
import { restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import { nowOf } from "../../sql/render/time.ts";
import type { CheckedRows } from "../rows/eventRelation.ts";

/** A query that gives a row with the newest time where that is too old, is none, or is at no time of a calendar. */
export function tooOld(
  { dialect, event, tables, events, now }: CheckedRows,
  { within }: Extract<EventTest, { readonly kind: "fresh" }>,
): string {
  const time = event.document.loadedAt === undefined ? "occurred_at" : "loaded_at";
  const newest = `max(${time})`;
  const faults = [
    `${newest} is null`,
    `${newest} < ${dialect.minusSeconds(nowOf(dialect, now), secondsOf(within.value))}`,
    ...(dialect.infiniteTimes ? [`${newest} = ${dialect.farFuture(dialect.eventTime)}`] : []),
  ];
  const head = tables.length === 0 ? "" : `${withTables(tables)}\n`;
  const rows = select({ columns: [`${newest} as newest`], from: events });
  return restoreBreaks(`${head}${rows}\nhaving\n  ${faults.join("\n  or ")}`);
}
