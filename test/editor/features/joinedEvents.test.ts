import assert from "node:assert/strict";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { definition } from "../../../server/src/editor/features/definition.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
import { rename } from "../../../server/src/editor/features/rename.ts";
import { projectOf } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";
import { marked } from "../../support/markers.ts";

const file = "joined.events.yml";
const spec = `from: shop.orders
as: o
key: o.order_id
join: [{event: plan_started, as: started, by: customer, pick: last}]
entities: {customer: o.customer_id}
events:
  order_placed:
    at: o.ordered_at
    properties: {plan: started.plan, began: started.occurred_at}
---
from: shop.plans
as: p
key: p.account_id
entities: {customer: p.account_id}
events:
  plan_started:
    at: p.valid_from
    properties: {plan: {sql: p.plan, description: Name of the plan.}}
`;

async function opened(input: string) {
  const { text, cursor } = marked(input);
  const project = await projectOf({ [file]: text });
  return { project, text, cursor, view: viewOf(project, file) };
}

async function labels(part: string, typed: string): Promise<string[]> {
  const { view, cursor } = await opened(spec.replace(part, typed));
  return complete(view, cursor).map(({ label }) => label);
}

describe("joined events in the editor", () => {
  it("are completed: events, entities, and the columns of what is joined", async () => {
    assert.ok((await labels("event: plan_started", "event: ‸")).includes("plan_started"));
    assert.ok((await labels("by: customer, pick", "by: ‸, pick")).includes("customer"));
    assert.deepEqual((await labels("pick: last", "pick: ‸")).toSorted(), ["first", "last"]);
    const columns = await labels("began: started.occurred_at", "began: started.‸");
    for (const name of ["plan", "customer_id", "occurred_at", "event_id"])
      assert.ok(columns.includes(name), name);
    const names = await labels("began: started.occurred_at", "began: ‸");
    assert.ok(names.includes("started") && names.includes("event"), names.join(", "));
    assert.ok((await labels("began: started.occurred_at", "began: event.‸")).includes("at"));
  });

  it("say on hover what a column is", async () => {
    const { view, cursor } = await opened(spec.replace("plan: started.plan", "plan: started.pl‸an"));
    assert.match(hover(view, cursor)?.markdown ?? "", /Name of the plan\./);
    const alias = await opened(spec.replace("plan: started.plan", "plan: star‸ted.plan"));
    assert.match(hover(alias.view, alias.cursor)?.markdown ?? "", /event plan_started/);
  });

  it("lead to the event, and are renamed with it", async () => {
    const { view, cursor, text } = await opened(spec.replace("event: plan_started", "event: plan_‸started"));
    const [place] = definition(view, cursor);
    assert.equal(place && text.slice(place.span.start, place.span.end), "plan_started");
    assert.equal(place?.span.start, text.lastIndexOf("plan_started"));
    const edits = rename(view, cursor, "plan_began");
    assert.equal(JSON.stringify(edits).split("plan_began").length - 1, 2);
  });
});
