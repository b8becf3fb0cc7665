import assert from "node:assert/strict";
import { codeLenses } from "../../../server/src/editor/features/codeLenses.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { factsIn, file, now, opened } from "../../support/ordersFile.ts";

describe("code lenses", () => {
  it("stand above each event, with what is known of its rows", async () => {
    const { project } = await opened(ordersSpec);
    const view = viewOf(project, file, { facts: factsIn(project, ["order_placed"]), now });
    const titles = codeLenses(view).map(({ title, event }) => `${event} ${title}`);
    assert.deepEqual(titles, [
      "order_placed Preview",
      "order_placed SQL",
      "order_placed Test",
      "order_placed 12,431 events · last 2 h ago",
      "order_shipped Preview",
      "order_shipped SQL",
      "order_shipped Test",
    ]);
  });

  it("stand for each of tables that look alike, by the names of their events", async () => {
    const text = ordersSpec
      .replace(/from: .*/, "from: {each: 'shop.ord*'}\nas: o")
      .replaceAll(/^ {2}order_(\w+):/gm, "  '{table}_$1':");
    const titles = codeLenses(viewOf((await opened(text)).project, file)).map(({ title }) => title);
    assert.deepEqual(titles.slice(0, 3), ["Preview orders_placed", "SQL", "Test"]);
    const proposed = "from: {each: 'shop.*'}\nas: o\nevents:\n  '{table}_lost': {proposed: {}}\n";
    const lenses = codeLenses(viewOf((await opened(proposed)).project, file));
    assert.deepEqual(
      lenses.map(({ title }) => title),
      ["Proposed: no SQL yet"],
    );
  });

  it("forget the count once the logic is another one, not when its description is", async () => {
    const { project } = await opened(ordersSpec);
    const facts = factsIn(project, ["order_placed"]);
    const lensesAfter = async (text: string) =>
      codeLenses(viewOf((await opened(text)).project, file, { facts, now })).length;
    assert.equal(await lensesAfter(ordersSpec.replace("confirmed the checkout", "paid")), 7);
    assert.equal(await lensesAfter(ordersSpec.replace("at: o.ordered_at", "at: o.shipped_at")), 6);
    const ordered = ordersSpec.replace(
      "    at: o.ordered_at",
      "    order_by: o.total_cents\n    at: o.ordered_at",
    );
    assert.notEqual(ordered, ordersSpec);
    assert.equal(await lensesAfter(ordered), 6);
    for (const line of ["history: {last: 2 months}", "sequence: {per: o.customer_id, gap: 1 hour}"]) {
      const changed = ordersSpec.replace("    at: o.ordered_at", `    ${line}\n    at: o.ordered_at`);
      assert.equal(await lensesAfter(changed), 6, line);
    }
  });
});
