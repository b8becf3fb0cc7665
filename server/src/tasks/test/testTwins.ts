import type { Check } from "../../proof/checks.ts";
import { comparedEvent } from "../../proof/comparedEvent.ts";
import { mostShownRows, type Verdict, withMasked } from "../../proof/results.ts";
import { nothingToTest } from "../../proof/rows/conditions.ts";
import type { EventRelation } from "../../proof/rows/eventRelation.ts";
import { isPersonalKey } from "../../proof/sharedKey.ts";
import { clockDifference } from "../../proof/twins/clock.ts";
import {
  commonPeriod,
  factLines,
  matchingOf,
  type NotComparable,
  periodLines,
} from "../../proof/twins/comparison.ts";
import { factsQuery, matchesQuery } from "../../proof/twins/facts.ts";
import { type Compared, clockQuery, lossQuery, lostQuery, readLosses } from "../../proof/twins/lossQuery.ts";
import { type Twins, twinsOf } from "../../proof/twins/twinTables.ts";
import { twinVerdict } from "../../proof/twins/twinVerdict.ts";
import type { TrackedAs } from "../../spec/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, ask, askRow } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { relationFor } from "./relationFor.ts";
import type { TestRequest } from "./types.ts";

/** Values by which losses are told apart: more are taken for ids, numbers or free text. */
const mostValues = 30;
/** Days of a century, and the values of all traits. */
const mostGroups = 50_000;
/** Pairs whose clocks are compared. */
const mostPairs = 10_000;
/** Twins are looked for beyond a window, because their clocks differ. Milliseconds. */
const beyondWindow = 7 * 24 * 3600_000;

export async function testTwins(
  request: TestRequest,
  { event }: Check,
  tracked: TrackedAs,
  asking: Asking,
): Promise<Verdict> {
  const name = tracked.event.value;
  const other = comparedEvent(request.project, name);
  if ("status" in other) return other;
  const window = widened(request.window);
  const truth = relationFor(request, event, { window });
  if ("status" in truth) return truth;
  const twin = relationFor(request, other.event, { window, name, together: true });
  if ("status" in twin) return twin;
  return compareBy(tracked, twinsOf(truth, twin, tracked.by?.value ?? "key"), request, asking);
}

function widened({ since, until }: TestRequest["window"]): TestRequest["window"] {
  const moved = (moment: string, by: number): string => new Date(Date.parse(moment) + by).toISOString();
  return {
    ...(since !== undefined && { since: moved(since, -beyondWindow) }),
    ...(until !== undefined && { until: moved(until, beyondWindow) }),
  };
}

async function compareBy(
  tracked: TrackedAs,
  twins: Twins | { readonly without: EventRelation },
  request: TestRequest,
  asking: Asking,
): Promise<Verdict> {
  const by = tracked.by?.value ?? "key";
  if ("without" in twins)
    return notComparable(
      { why: `${twins.without.event.name} has no "${by}", so the two have nothing in common` },
      [],
    );
  let sql: string | undefined;
  const remember = (query: string): string => {
    sql = query;
    return query;
  };
  try {
    return await steps(tracked, twins, request, asking, remember);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, sql);
  }
}

function notComparable({ why }: NotComparable, details: readonly string[]): Verdict {
  return { status: "error", message: `Not comparable: ${why}.`, ...(details.length > 0 && { details }) };
}

/** In: told each query before it is run. */
async function steps(
  tracked: TrackedAs,
  twins: Twins,
  { now, window }: TestRequest,
  asking: Asking,
  remember: (sql: string) => string,
): Promise<Verdict> {
  const first = factsQuery(twins);
  const facts = first.read(await askRow(asking, remember(first.sql)));
  if (facts.truth.rows === 0 && facts.tracked.rows === 0) return nothingToTest;
  const lines = factLines(twins, facts);
  const { since, until } = window;
  const common = commonPeriod(twins, facts, {
    now: Date.parse(now),
    ...(since !== undefined && { since: Date.parse(since) }),
    ...(until !== undefined && { until: Date.parse(until) }),
  });
  if ("why" in common) return notComparable(common, lines);
  lines.push(...periodLines(twins, facts, common));
  const second = matchesQuery(twins, common);
  const matched = matchingOf(twins, second.read(await askRow(asking, remember(second.sql))));
  if ("why" in matched) return notComparable(matched, lines);
  lines.push(matched.line);
  const grouped = new Set(
    twins.traits.flatMap(({ isGrouped }, at) =>
      isGrouped && (facts.values[at] ?? 0) <= mostValues ? [at + 1] : [],
    ),
  );
  return measured(tracked, { twins, common, matching: matched.matching, grouped }, lines, asking, remember);
}

async function measured(
  tracked: TrackedAs,
  compared: Compared,
  lines: readonly string[],
  asking: Asking,
  remember: (sql: string) => string,
): Promise<Verdict> {
  const { twins } = compared;
  const { rows, truncated } = await ask(asking, remember(lossQuery(compared)), mostGroups);
  if (truncated)
    return { status: "error", message: "There are too many days to compare: narrow the window." };
  const times = await ask(asking, remember(clockQuery(compared, mostPairs + 1)), mostPairs);
  const verdict = twinVerdict(tracked, {
    ...{ twins, lines, losses: readLosses(rows) },
    clock: clockDifference(times.rows),
    isSample: times.truncated,
  });
  const sql = lostQuery(compared, mostShownRows);
  if (verdict.status !== "failed") return { ...verdict, sql };
  return withLost({ ...verdict, sql }, compared, sql, asking);
}

/** Some of the events that are lost. That they can't be had takes nothing from the verdict. */
async function withLost(
  verdict: Verdict,
  { twins: { truth, by } }: Compared,
  sql: string,
  asking: Asking,
): Promise<Verdict> {
  try {
    const { columns, rows } = await ask(asking, sql, mostShownRows);
    const shared = columns.map((column, at) => (at === sharedKeyAt ? { ...column, name: by } : column));
    const personal = truth.personal.columns;
    const hidden = new Set([...personal, ...(isPersonalKey(truth, by) ? [by] : [])]);
    return { ...verdict, shown: withMasked(shared, rows, hidden) };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return verdict;
  }
}

/** Where `lostQuery` has the key. */
const sharedKeyAt = 2;
