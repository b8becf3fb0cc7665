import { type Check, columnCalled } from "../../proof/checks.ts";
import { followsQuery } from "../../proof/follows.ts";
import { mostShownRows, type Verdict } from "../../proof/results.ts";
import type { EventRelation } from "../../proof/rows/eventRelation.ts";
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
  const { project } = request;
  const name = test.event.value;
  const [other, ...more] = project.eventsByName.get(name) ?? [];
  if (!other) return { status: "error", message: `There is no event "${name}" in this project.` };
  if (more.length > 0) return { status: "error", message: `There are several events "${name}".` };
  const after = relationFor(request, event);
  if ("status" in after) return after;
  const before = relationFor(request, other, { window: earlier(request.window, test), name });
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

/** Whether what both events share is not for everybody's eyes. */
function isPersonalKey({ event, personal }: EventRelation, by: string): boolean {
  return personal.columns.has(by === "key" ? "source_key" : columnCalled(event, by));
}

/** What comes before may lie before the window: any time, or as long as `within` says. */
function earlier({ since, until }: TestRequest["window"], { within }: FollowsTest): TestRequest["window"] {
  const from =
    since !== undefined && within
      ? new Date(Date.parse(since) - secondsOf(within.value) * 1000).toISOString()
      : undefined;
  return { ...(from !== undefined && { since: from }), ...(until !== undefined && { until }) };
}
