/** Runs `follows`: reads both events. */
import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { type Check, columnCalled } from "../../proof/checks.ts";
import { followsQuery } from "../../proof/follows.ts";
import { personalColumns } from "../../proof/personalColumns.ts";
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
  if ("findings" in after) return noRelation(event, after.findings, bound);
  if ("findings" in before) return noRelation(other, before.findings, bound);
  const query = followsQuery(after, before, test);
  if ("status" in query) return query;
  try {
    const verdict = query.read(await askRow(asking, query.sql));
    if (verdict.status !== "failed") return verdict;
    const hidden = new Set(isPersonalKey(event, test.by.value) ? ["shared_key"] : []);
    return await shownBy(query.failingSql(mostShownRows), verdict, hidden, asking);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, query.sql);
  }
}

/** Whether what both events share is not for everybody's eyes. */
function isPersonalKey(event: ProjectEvent, by: string): boolean {
  return personalColumns(event).has(by === "key" ? "source_key" : columnCalled(event, by));
}

/** What comes before may lie before the window: any time, or as long as `within` says. */
function earlier({ since, until }: TestRequest["window"], { within }: FollowsTest): TestRequest["window"] {
  const from =
    since !== undefined && within
      ? new Date(Date.parse(since) - secondsOf(within.value) * 1000).toISOString()
      : undefined;
  return { ...(from !== undefined && { since: from }), ...(until !== undefined && { until }) };
}
