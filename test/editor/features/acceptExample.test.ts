import assert from "node:assert/strict";
import { applyEdits } from "../../../server/src/document/applyEdits.ts";
import { codeActions } from "../../../server/src/editor/features/codeActions.ts";
import { keepResult } from "../../../server/src/editor/session/keptTests.ts";
import { createTestMemory } from "../../../server/src/editor/session/testMemory.ts";
import { open } from "../../support/connections.ts";
import { exampleCatalog } from "../../support/exampleCases.ts";
import { viewOf } from "../../support/fileView.ts";
import { projectOf } from "../../support/memoryProject.ts";
import { proveExamples } from "../../support/proveExamples.ts";

const file = "orders.events.yml";
const text = `from: shop.orders
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    properties: {total: o.total}
    examples:
      - name: one
        given: {shop.orders: [{order_id: 1, ordered_at: 2026-01-05, total: 7}]}
        expect: [{total: 8}] # seven
      - name: two
        given: {shop.orders: [{order_id: 1, ordered_at: 2026-01-05, total: 9}]}
        expect: [{total: 9}]
`;

const read = (spec: string) =>
  projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", [file]: spec, ...exampleCatalog("duckdb") });

describe("an example that differed when it was run", () => {
  const tests = createTestMemory();
  before(async () => {
    const project = await read(text);
    const connection = await open("duckdb", {});
    const results = await proveExamples(project, connection).finally(() => connection.close());
    for (const result of results.values()) keepResult({ project, tests, tablesRevision: 0 }, result);
  });

  /** The text after each action at the first place where a text stands. */
  const actionsAt = async (spec: string, place: string) => {
    const at = spec.indexOf(place);
    const view = viewOf(await read(spec), file, { tests });
    return codeActions(view, { start: at, end: at }).map(({ title, edits }) => [
      title,
      applyEdits(spec, edits),
    ]);
  };

  it("may expect what came out", async () => {
    const action = ["Expect what comes out now (one)", text.replace("8", "7.00")];
    assert.deepEqual(await actionsAt(text, "total: 8"), [action]);
    assert.deepEqual(await actionsAt(text, "total: 9"), []);
    assert.deepEqual(await actionsAt(text, "from"), []);
  });

  it("may do so where the file has changed above it, and not where its event has", async () => {
    const moved = `# first\n${text}`;
    assert.deepEqual(await actionsAt(moved, "total: 8"), [
      ["Expect what comes out now (one)", moved.replace("8", "7.00")],
    ]);
    assert.deepEqual(await actionsAt(text.replace("total: 7", "total: 6"), "total: 8"), []);
  });
});
