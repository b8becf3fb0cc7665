/** Whether each event comes after one of another kind: the two are put into one order by what they share. */
import type { EventTest } from "../spec/types.ts";
import { secondsOf } from "../spec/values.ts";
import { answerOf, countIf } from "../sql/funnel/countedQuery.ts";
import { type CommonTable, derived, restoreBreaks, select, withTables } from "../sql/render/sqlText.ts";
import type { Cell } from "../warehouse/types.ts";
import { exactFrom, exactText } from "./exact.ts";
import type { Verdict } from "./results.ts";
import type { CheckedRows } from "./rows/eventRelation.ts";
import { sharedKey } from "./sharedKey.ts";
import { inWords, many, percent } from "./words.ts";

type FollowsTest = Extract<EventTest, { readonly kind: "follows" }>;

export interface FollowsQuery {
  /** Gives one row of numbers. */
  readonly sql: string;
  /** Finds the events that break the order, and none where fewer do than the test tolerates. */
  readonly failingRows: string;
  /** Finds the events that break the order. */
  readonly failingSql: (limit: number) => string;
  read(cells: readonly Cell[]): Verdict;
}

const countNames = ["all_events", "without_key", "missing", "later", "too_early"] as const;

/** In: the event's relation, and that of the event which comes before, without a beginning. Out: the verdict where they share nothing. */
export function followsQuery(
  after: CheckedRows,
  before: CheckedRows,
  test: FollowsTest,
): FollowsQuery | Verdict {
  const keys = [after, before].map((relation) => sharedKey(relation, test.by.value));
  const [own, other] = keys;
  if (own === undefined || other === undefined) {
    const who = own === undefined ? after : before;
    return {
      status: "error",
      message: `"${who.event.name}" has no "${test.by.value}", so the two have nothing in common.`,
    };
  }
  const tables = ordered(after, before, own, other);
  const { dialect } = after;
  const limit = test.within && dialect.minusSeconds("happened_at", secondsOf(test.within.value));
  const isMissing = "shared_key is not null and befores = 0";
  const isLater = "befores > 0 and last_before is null";
  const isTooEarly = limit === undefined ? undefined : `last_before < ${limit}`;
  const faults = [isMissing, isLater, ...(isTooEarly ? [isTooEarly] : [])]
    .map((one) => `(${one})`)
    .join(" or ");
  const head = withTables(tables);
  const counts = select({
    columns: [
      "count(*) as all_events",
      `${countIf("shared_key is null")} as without_key`,
      `${countIf(isMissing)} as missing`,
      `${countIf(isLater)} as later`,
      `${isTooEarly ? countIf(isTooEarly) : "0"} as too_early`,
    ],
    from: "in_order",
    where: ["is_before = 0"],
  });
  const found = ["event_id", "happened_at as occurred_at", "shared_key", "last_before"];
  const failing = select({ columns: found, from: "in_order", where: ["is_before = 0", `(${faults})`] });
  return {
    sql: `${restoreBreaks(`${head}\n${counts}`)}\n`,
    failingSql: (rows) =>
      `${restoreBreaks(`${head}\n${failing}\norder by happened_at desc, event_id\nlimit ${rows}`)}\n`,
    failingRows: `${restoreBreaks(`${head}\n${test.tolerance === 0 ? failing : tooMany(faults, found, test)}`)}\n`,
    read: (cells) => verdict(answerOf({ sql: "", names: countNames }, cells).number, test),
  };
}

/** The rows that break the order where they are a larger share than is tolerated. */
function tooMany(faults: string, found: readonly string[], { tolerance }: FollowsTest): string {
  const judged = select({
    columns: [
      "event_id",
      "happened_at",
      "shared_key",
      "last_before",
      `case when ${faults} then 1 else 0 end as is_failing`,
      `sum(case when ${faults} then 1 else 0 end) over () as all_failing`,
      "count(shared_key) over () as all_compared",
    ],
    from: "in_order",
    where: ["is_before = 0"],
  });
  return select({
    columns: found,
    from: derived(judged, "judged"),
    where: ["is_failing = 1", `all_failing > ${exactText(exactFrom(tolerance))} * all_compared`],
  });
}

/** Both events in the order of their times; at one moment the one that comes before is first. */
function ordered(after: CheckedRows, before: CheckedRows, own: string, other: string): CommonTable[] {
  const { dialect } = after;
  const noId = `cast(null as ${dialect.types.string})`;
  const part = (relation: CheckedRows, key: string, isBefore: 0 | 1): string =>
    select({
      columns: [
        isBefore === 1 ? `${noId} as event_id` : "event_id",
        "occurred_at as happened_at",
        `${key} as shared_key`,
        `${isBefore} as is_before`,
      ],
      from: rowsOf(relation, isBefore === 1 ? "first" : "second"),
      where: isBefore === 1 ? [`${key} is not null`] : [],
    });
  const both = `${part(before, other, 1)}\nunion all\n${part(after, own, 0)}`;
  const inOrder = select({
    columns: [
      "event_id",
      "happened_at",
      "shared_key",
      "is_before",
      "max(case when is_before = 1 then happened_at end) over (\n  partition by shared_key\n  order by happened_at, is_before desc\n  rows between unbounded preceding and current row\n) as last_before",
      "sum(is_before) over (partition by shared_key) as befores",
    ],
    from: "both_events",
  });
  return [
    { name: "both_events", query: both },
    { name: "in_order", query: inOrder },
  ];
}

function rowsOf({ tables, events }: CheckedRows, alias: string): string {
  return tables.length === 0 ? events : derived(`${withTables(tables)}\nselect * from ${events}`, alias);
}

function verdict(number: (name: string) => number, { event, by, tolerance, within }: FollowsTest): Verdict {
  const [missing, later, tooEarly] = [number("missing"), number("later"), number("too_early")];
  const withoutKey = number("without_key");
  const compared = number("all_events") - withoutKey;
  const failing = missing + later + tooEarly;
  const other = event.value;
  const leftOut =
    withoutKey > 0
      ? ` ${many(withoutKey, "event")} without a ${by.value} ${withoutKey === 1 ? "is" : "are"} left out.`
      : "";
  const allowed = tolerance > 0 ? ` for at least ${percent(1 - tolerance)}` : "";
  const length = within ? `, at most ${many(within.value.amount, within.value.unit)} earlier` : "";
  const expected = `${other} comes before${length}${allowed}`;
  if (compared === 0)
    return { status: "skipped", message: `There are no events to compare.${leftOut}`, expected };
  const share = failing / compared;
  const faults = [
    ...(missing > 0 ? [`${inWords(missing)} without any`] : []),
    ...(later > 0 ? [`${inWords(later)} earlier than it`] : []),
    ...(tooEarly > 0 ? [`${inWords(tooEarly)} too long after it`] : []),
  ];
  const message =
    failing === 0
      ? `Each of ${many(compared, "event")} comes after ${other}.${leftOut}`
      : `${inWords(failing)} of ${many(compared, "event")} (${percent(share)}) break the order with ${other}: ${faults.join(", ")}.${leftOut}`;
  const actual = `${inWords(failing)} of ${inWords(compared)} (${percent(share)})`;
  return { status: share > tolerance ? "failed" : "passed", message, expected, actual, failing };
}
