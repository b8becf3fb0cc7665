import assert from "node:assert/strict";
import { changesOf, history, inLines, ladderEngine, shopOf } from "./support.ts";

describe("a recorded history of changes is classified as a person would", () => {
  let engine: Awaited<ReturnType<typeof ladderEngine>>;
  before(async () => {
    engine = await ladderEngine();
  });
  after(() => engine.close());

  const cases = history();
  it("holds at least 40 of them", () => assert.ok(cases.length >= 40));

  for (const { name, title, before: base, after: head, expected } of cases)
    it(`${name}: ${title}`, async () => {
      const changes = await changesOf(await shopOf(base), await shopOf(head), engine);
      assert.deepEqual(inLines(changes), expected);
    });

  it("finds nothing to say of any of its projects against itself", async () => {
    for (const { after: head } of cases)
      assert.deepEqual(await changesOf(await shopOf(head), await shopOf(head), engine), []);
  });
});
