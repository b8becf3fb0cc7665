/** How many rows pass each condition, and how many of the rest have a time that an event can have. */
import { secondsOf } from "../../spec/values.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { dependsOnOthers } from "../plan/neighbouring.ts";
import type { EventPlan, RelationPlan, Scan } from "../plan/plan.ts";
import { condition } from "../render/embed.ts";
import { rendererOf } from "../render/rendererOf.ts";
import { filterConditions } from "../render/renderFilters.ts";
import { renderFrom } from "../render/renderFrom.ts";
import { derived, select } from "../render/sqlText.ts";
import { nowOf, timeOfMoment } from "../render/time.ts";
import { type Counted, countIf } from "./countedQuery.ts";
import { timeAlone } from "./tableCounts.ts";

/**
 * In: a relation with this one event. Each row is looked at once: what a later condition or the time would say of a row that an
 * earlier one drops is not asked, as it is not when the events are made.
 */
export function conditionCounts(
  dialect: Dialect,
  relation: RelationPlan,
  scan: Scan,
  event: EventPlan,
): Counted {
  const looked: EventPlan = { ...timeAlone(event), where: event.where };
  const { loadedAt: _, ...read } = scan;
  const renderer = rendererOf({ dialect, relation }, { ...read, events: [looked] });
  const conditions = [...renderer.scan.where, ...(renderer.scan.events[0]?.where ?? [])].map((sql) =>
    condition(dialect, sql),
  );
  const ifAll = (sql: string) =>
    conditions.length === 0 ? sql : `case when ${conditions.join(" and ")} then ${sql} end`;
  const partition = isPruned(scan, event) ? renderer.scan.partition : undefined;
  const moment = renderer.scan.events[0]?.at ?? event.at;
  const day = partition && {
    column: { expression: partition.column, timezone: scan.timezone, nullValues: [] },
    within: partition.within ? secondsOf(partition.within) : 0,
    isDate: partition.column.type?.kind === "date",
  };
  const rows = select({
    columns: [
      `${passed(conditions)} as passed`,
      `${ifAll(timeOfMoment(dialect, moment).utc)} as occurred_at`,
      ...(day ? [`${ifAll(timeOfMoment(dialect, day.column).utc)} as partition_at`] : []),
    ],
    from: renderFrom(renderer),
    where: filterConditions(renderer),
    settings: dialect.settings,
  });
  const now = nowOf(dialect, relation.now);
  const happened = event.scheduled ? "occurred_at is not null" : `occurred_at <= ${now}`;
  return {
    name: "looked",
    columns: {
      joined_rows: "count(*)",
      ...Object.fromEntries(
        conditions.map((_, at) => [`passed_${at + 1}`, countIf(`passed >= ${at + 1}`)] as const),
      ),
      no_time: countIf(`passed >= ${conditions.length} and occurred_at is null`),
      in_future: event.scheduled ? "0" : countIf(`occurred_at > ${now}`),
      ...(day && { outside_within: countIf(`${happened} and (${outside(dialect, day)})`) }),
    },
    from: derived(rows, "looked_at"),
  };
}

/** How many conditions a row has passed, one after the other. */
function passed(conditions: readonly string[]): string {
  return conditions.reduceRight(
    (rest, condition, at) => `case when ${condition} then ${rest} else ${at} end`,
    String(conditions.length),
  );
}

/** Whether a window on the event is put on the partition's column, too. */
export function isPruned({ partition }: Scan, event: EventPlan): boolean {
  const kind = partition?.column.type?.kind;
  const isTime = kind === "date" || kind === "timestamp" || kind === "instant";
  return isTime && partition?.within !== undefined && !dependsOnOthers(event);
}

/** Whether a window that holds the row's time could lose it. A day stands for all its times. */
function outside(dialect: Dialect, { within, isDate }: { within: number; isDate: boolean }): string {
  const day = isDate ? 86_400 : 0;
  const tooOld = `${dialect.minusSeconds("occurred_at", within + day)} ${isDate ? ">=" : ">"} partition_at`;
  const tooNew = `${dialect.minusSeconds("partition_at", within)} > occurred_at`;
  return `partition_at is null or ${tooOld} or ${tooNew}`;
}
