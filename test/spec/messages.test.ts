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

describe("what is no text that an engine could read, or too much of it", () => {
  it("is a zero byte in a value or a key", () => {
    const zero = (value: string) =>
      findingsIn(`from: t\nevents:\n  order_placed:\n    at: x\n    ${value}\n`);
    assert.deepEqual(zero('where: "a\\0"'), [{ message: '"where" holds a zero byte.', marked: '"a\\0"' }]);
    assert.deepEqual(zero('properties: {"a\\0": b}'), [
      { message: "This key holds a zero byte.", marked: '"a\\0"' },
    ]);
  });

  it("is what comes behind the first 5,000 entries, 100 joins and 20 lists", () => {
    const list = (count: number, item: string) => `[${Array(count).fill(item).join(", ")}]`;
    const messages = (text: string) =>
      findingsIn(`from: t\n${text}\nevents: {order_placed: {at: x}}\n`).map(({ message }) => message);
    assert.deepEqual(messages(`tags: ${list(5001, "a")}`), [
      '"tags" has 5001 entries; only the first 5000 are read.',
    ]);
    assert.deepEqual(messages(`join: ${list(101, "{from: a}")}`), [
      '"join" has 101 entries; only the first 100 are read.',
    ]);
    assert.deepEqual(messages(`for_each: ${list(21, "{item: i, in: a}")}`), [
      '"for_each" has 21 entries; only the first 20 are read.',
    ]);
    assert.deepEqual(messages(`join: ${list(100, "{from: a}")}`), []);
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
