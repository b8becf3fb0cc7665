import type { Check } from "../../proof/checks.ts";
import { comparedEvent } from "../../proof/comparedEvent.ts";
import { followsQuery } from "../../proof/follows.ts";
import { mostShownRows, type Verdict } from "../../proof/results.ts";
import { isPersonalKey } from "../../proof/sharedKey.ts";
import type { EventTest } from "../../spec/types.ts";
import { secondsOf } from "../../spec/values.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, askRow } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { relationFor } from "./relationFor.ts";
import { shownBy } from "./testRows.ts";
import type { TestRequest } from "./types.ts";

type FollowsTest = Extract<EventTest, { readonly kind: "follows" }>;

export async function testOrder(
  request: TestRequest,
  { event }: Check,
  test: FollowsTest,
  asking: Asking,
): Promise<Verdict> {
  const name = test.event.value;
  const other = comparedEvent(request.project, name);
  if ("status" in other) return other;
  const after = relationFor(request, event);
  if ("status" in after) return after;
  const before = relationFor(request, other.event, {
    window: earlier(request.window, test),
    name,
    together: true,
  });
  if ("status" in before) return before;
  const query = followsQuery(after, before, test);
  if ("status" in query) return query;
  try {
    const verdict = query.read(await askRow(asking, query.sql));
    if (verdict.status !== "failed") return verdict;
    const hidden = new Set(isPersonalKey(after, test.by.value) ? ["shared_key"] : []);
    return await shownBy(query.failingSql(mostShownRows), verdict, hidden, asking);
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
