/** All checks of an event's rows as one query, which reads them once. */
import { answerOf, type Counted, countedQuery } from "../../sql/funnel/countedQuery.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { derived, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import type { Cell } from "../../warehouse/types.ts";
import type { Series } from "./calendar.ts";
import type { CheckedRows, EventRelation } from "./eventRelation.ts";
import type { Granularity, RowAnswer, RowCheck } from "./rowCheck.ts";

/** What a run answers with: some rows, of which the first are numbers and the others counts by period. */
export interface CountQuery {
  readonly sql: string;
  /** In: the rows of the answer, in any order. Out: `undefined` where the numbers are not among them. */
  read(rows: readonly (readonly Cell[])[]): RowAnswer | undefined;
}

const eventRows = "event_rows";

/** In: what is to be counted; names of columns and tables are each check's own. */
export function countQuery(relation: EventRelation, checks: readonly RowCheck[]): CountQuery {
  const { dialect, events } = relation;
  const numbers = Object.assign({}, ...checks.map(({ counts }) => counts ?? {})) as Record<string, string>;
  const texts = Object.assign({}, ...checks.map((check) => check.texts ?? {})) as Record<string, string>;
  const whole: Counted = {
    name: "whole",
    columns: { [eventRows]: "count(*)", ...numbers, ...texts },
    from: events,
  };
  const counted = countedQuery([whole, ...checks.flatMap(({ tables }) => tables ?? [])]);
  const periods = [...new Set(checks.flatMap(({ per }) => per ?? []))];
  const head = withTables(relation.tables);
  const isText = new Set(Object.keys(texts));
  const noNumber = castAs(dialect, "null", dialect.types.integer);
  const noText = castAs(dialect, "null", dialect.types.string);
  const first = select({
    columns: ["'counts' as part", `${noText} as period`, ...counted.names],
    from: derived(counted.sql, "counted"),
  });
  const others = periods.map((per) => {
    const rest = counted.names.filter((name) => name !== eventRows);
    const by = select({ columns: [`${periodText(relation, per)} as period`], from: events });
    const columns = [
      `'${per}' as part`,
      "period",
      `count(*) as ${eventRows}`,
      ...rest.map((name) => `${isText.has(name) ? noText : noNumber} as ${name}`),
    ];
    return `${select({ columns, from: derived(by, "periods") })}\ngroup by period`;
  });
  return {
    sql: `${restoreBreaks(`${head}\n${[first, ...others].join("\nunion all\n")}`)}\n`,
    read: (rows) => answer(rows, counted.names),
  };
}

/** An event's hour or day by the clocks of its zone. */
export function periodText(
  { dialect, event }: Pick<CheckedRows, "dialect" | "event">,
  per: Granularity,
): string {
  const moment = dialect.toMoment?.("occurred_at") ?? "occurred_at";
  const clock = dialect.toClock(moment, event.timezone);
  if (per === "day")
    return canonicalText(dialect, `cast(${clock} as ${dialect.types.date})`, { kind: "date" });
  return `substring(${canonicalText(dialect, clock, { kind: "timestamp" })}, 1, 13)`;
}

function answer(rows: readonly (readonly Cell[])[], names: readonly string[]): RowAnswer | undefined {
  const counts = rows.find(([part]) => part === "counts");
  if (!counts) return undefined;
  const { number, text } = answerOf({ sql: "", names }, counts.slice(2));
  const series = (per: Granularity): Series =>
    new Map(
      rows.flatMap(([part, period, count]) =>
        part === per && period !== null ? [[String(period), Number(count)]] : [],
      ),
    );
  return { events: number(eventRows), number, text, series };
}

/** Finds rows that break a check. In: how many at most. */
export function failingQuery(relation: EventRelation, failingRows: string, limit: number): string {
  return `${restoreBreaks(`${withTables(relation.tables)}\n${failingRows}\nlimit ${limit}`)}\n`;
}
