import assert from "node:assert/strict";
import fc from "fast-check";
import { nodeAt } from "../../server/src/document/nodeAt.ts";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { marked } from "../support/markers.ts";
import { shopSpec } from "../support/specs.ts";
import { anyText } from "../support/yamlScalars.ts";

/** The path to the cursor, and the text of the innermost scalar there. */
function at(input: string): [string, string | undefined] {
  const { text, cursor } = marked(input);
  const { path, node } = nodeAt(readDocument("a.yml", text), cursor);
  return [path.join("."), node?.kind === "scalar" ? node.text : node?.kind];
}

describe("nodeAt", () => {
  it("finds a value", () => assert.deepEqual(at("a:\n  b: x‸y\n"), ["a.b", "xy"]));
  it("finds a key", () => assert.deepEqual(at("a:\n  b‸c: 1\n"), ["a", "bc"]));
  it("finds the place of a value that isn't there yet", () =>
    assert.deepEqual(at("a:\n  b: ‸\nc: 1\n"), ["a.b", undefined]));
  it("finds the block that an empty line is indented into", () => {
    assert.equal(at("a:\n  b: 1\n  ‸\nc: 1\n")[0], "a");
    assert.equal(at("a:\n  b:\n    ‸\nc: 1\n")[0], "a.b");
    assert.equal(at("a:\n  b: 1\n‸\nc: 1\n")[0], "");
  });
  it("finds items of lists", () => {
    assert.equal(at("a: [x, y‸, z]\n")[0], "a.1");
    assert.equal(at("a:\n  - x\n  - b: ‸y\n")[0], "a.1.b");
  });
  it("finds the place in a map on one line", () => {
    assert.equal(at("a: {b: x‸, c: y}\n")[0], "a.b");
    assert.equal(at("a: {b: x, c: ‸}\n")[0], "a.c");
  });
  it("finds the later document", () => assert.deepEqual(at("a: 1\n---\nb: ‸2\n"), ["b", "2"]));

  it("answers for every place of every text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constant(shopSpec)), fc.nat(1500), (text, seed) => {
        const document = readDocument("a.yml", text);
        const { steps } = nodeAt(document, Math.min(seed, text.length));
        for (const step of steps) assert(step.kind === "item" || step.map.pairs.includes(step.pair));
      }),
    );
  });
});
