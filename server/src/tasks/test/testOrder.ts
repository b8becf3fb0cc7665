/** Runs `follows`: reads both events. */
import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { Check } from "../../proof/checks.ts";
import { followsQuery } from "../../proof/follows.ts";
import { mostShownRows, type Verdict } from "../../proof/results.ts";
import { eventRelation } from "../../proof/rows/eventRelation.ts";
import type { EventTest } from "../../spec/types.ts";
import { secondsOf } from "../../spec/values.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, askRow } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { noRelation, shownBy } from "./testRows.ts";
import type { TestRequest } from "./types.ts";

type FollowsTest = Extract<EventTest, { readonly kind: "follows" }>;

export async function testOrder(
  request: TestRequest,
  { event }: Check,
  test: FollowsTest,
  asking: Asking,
): Promise<Verdict> {
  const { project, dialect, now, window, bound } = request;
  const name = test.event.value;
  const [other, ...more] = project.eventsByName.get(name) ?? [];
  if (!other) return { status: "error", message: `There is no event "${name}" in this project.` };
  if (more.length > 0) return { status: "error", message: `There are several events "${name}".` };
  const options = { dialect, now, window, types: expressionTypes(bound) };
  const after = eventRelation(project, event, options);
  const before = eventRelation(project, other, { ...options, window: earlier(window, test), name });
  if ("findings" in after) return noRelation(event, after.findings);
  if ("findings" in before) return noRelation(other, before.findings);
  const query = followsQuery(after, before, test);
  if ("status" in query) return query;
  try {
    const verdict = query.read(await askRow(asking, query.sql));
    if (verdict.status !== "failed") return verdict;
    return await shownBy(query.failingSql(mostShownRows), verdict, event, asking);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, query.sql);
  }
}

/** What comes before may lie before the window: any time, or as long as `within` says. */
function earlier({ since, until }: TestRequest["window"], { within }: FollowsTest): TestRequest["window"] {
  const from =
    since !== undefined && within
      ? new Date(Date.parse(since) - secondsOf(within.value) * 1000).toISOString()
      : undefined;
  return { ...(from !== undefined && { since: from }), ...(until !== undefined && { until }) };
}
