import assert from "node:assert/strict";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { checkSchema } from "../../server/src/spec/checkSchema.ts";
import { projectOf } from "../support/memoryProject.ts";

/** What the schema finds in a spec, each with the text that it marks. */
function findingsIn(text: string): { message: string; marked: string }[] {
  const document = readDocument("a.events.yml", text);
  const root = document.documents[0]?.root;
  assert.ok(root);
  return checkSchema(document, root, "spec").map(({ message, span }) => ({
    message,
    marked: text.slice(span.start, span.end),
  }));
}

describe("what the schema says of a spec", () => {
  it("marks the key that is too many", () => {
    const head = "from: t\nevents:\n  order_placed:\n    at: x\n    tests:\n";
    assert.deepEqual(findingsIn(`${head}      - not_null: [a]\n        rows: {where: b}\n`), [
      { message: "This test can have one key only.", marked: "rows" },
    ]);
    assert.deepEqual(findingsIn(`${head}      - {}\n`), [{ message: "This test is empty.", marked: "{}" }]);
  });

  it("names what could stand where a list does", () => {
    assert.deepEqual(findingsIn("from: [1]\nevents: {order_placed: {at: x}}\n"), [
      { message: '"from" must be a table\'s name or a map of keys and values, not a list.', marked: "[1]" },
    ]);
    assert.deepEqual(findingsIn("from: t\nevents: {order_placed: {at: [x]}}\n"), [
      { message: '"at" must be SQL or a map of keys and values, not a list.', marked: "[x]" },
    ]);
  });
});

describe("a spec while it is being typed", () => {
  it("keeps events that have slipped below another key, and those inside of them", async () => {
    const at = "at: o.ordered_at";
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: shop\n",
      "a.events.yml": `from: shop.orders
as: o
events:
  order_placed:
    ${at}
    order_paid:
      ${at}
      order_packed:
        ${at}
order_shipped:
  ${at}
  order_arrived:
    ${at}
eventss:
  order_returned:
    ${at}
    order_refunded:
      ${at}
`,
    });
    assert.deepEqual(project.events.map(({ name }) => name).sort(), [
      "order_arrived",
      "order_packed",
      "order_paid",
      "order_placed",
      "order_refunded",
      "order_returned",
      "order_shipped",
    ]);
  });
});
