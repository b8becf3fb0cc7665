import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { newContext } from "../../server/src/document/readContext.ts";
import { readPlain } from "../../server/src/document/readPlain.ts";
import { readStrict } from "../../server/src/document/readStrict.ts";

const examples = join(import.meta.dirname, "../../examples/shop");
const texts = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yml"))
  .map((path) => readFileSync(join(examples, path), "utf8"));

describe("readPlain", () => {
  it("reads what is usual by itself", () => {
    for (const text of [
      ...texts,
      "# first\na: 1 # one\n\nb:\n  - x\n  -\n  - k: v\n    l: w\n---\nc:\n- 'it''s'\n- \"two\"\n",
      "a: {b: [x, 'y', {z: 1}], c: []}\n",
      "a: one\n  two # more\nb: |\n  select 1\n\n    from x\nc: >-\n  folded\n  text\n\nd:\n  text below\n",
    ])
      assert.notEqual(both(text), undefined, text);
  });

  it("leaves the rest alone", () => {
    for (const text of [
      "",
      "a: &b c\n",
      "a: !ref b\n",
      'a: "\\n"\n',
      "a:\tb\n",
      "a: b: c\n",
      "a: [b\n",
      "a: [b: c]\n",
      "? a\n: b\n",
      "a: 1\n  b: 2\n",
      "a: |\nb: c\n",
      "a: |+\n  b\n",
      "- a\n",
      "a: 1\n...\n",
      "a: x\r\nb: y\r\n",
      "a: \ud83d\ude00\n",
      "select: |\n  from: \n    x: 1\n",
    ])
      assert.equal(both(text), undefined, text);
  });

  it("reads any text as readStrict does, or not at all", () => {
    const edit = fc.record({
      at: fc.nat({ max: 100_000 }),
      cut: fc.nat({ max: 8 }),
      put: fc.oneof(
        fc.constantFrom(..." :\n-#'\"|>[]{},&*!?%@~"),
        fc.constantFrom(
          "\n  ",
          "\n    - ",
          ": ",
          " # x",
          "{a: [b]}",
          "''",
          "|\n      x",
          "---\n",
          "\t",
          "\u00a0",
        ),
      ),
    });
    const lines = fc.array(
      fc.constantFrom(
        "a: b",
        "  c:",
        "  - d",
        "    e: f g",
        "# h",
        "",
        "   i",
        "j: |",
        "k: >-",
        "- l: m",
        "'n': \"o\"",
      ),
      { maxLength: 12 },
    );
    const start = fc.oneof(
      fc.constantFrom(...texts),
      lines.map((all) => all.join("\n")),
    );
    const mutated = fc.tuple(start, fc.array(edit, { maxLength: 4 })).map(([text, edits]) =>
      edits.reduce((result, { at, cut, put }) => {
        const place = at % (result.length + 1);
        return result.slice(0, place) + put + result.slice(place + cut);
      }, text),
    );
    fc.assert(
      fc.property(mutated, (text) => void both(text)),
      { numRuns: 500 },
    );
  });
});

/** What `readPlain` makes of a text, after comparing it with the full parser. */
function both(text: string): unknown {
  const ours = newContext("a.events.yml", text);
  const documents = readPlain(ours);
  if (documents === undefined) {
    assert.deepEqual([ours.comments, ours.findings], [[], []]);
    return undefined;
  }
  const theirs = newContext("a.events.yml", text);
  assert.deepEqual(documents, readStrict(theirs, text, 0), text);
  assert.deepEqual([ours.comments, ours.findings], [theirs.comments, theirs.findings], text);
  return documents;
}
