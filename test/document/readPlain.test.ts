import assert from "node:assert/strict";
import fc from "fast-check";
import { newContext } from "../../server/src/document/readContext.ts";
import { readPlain } from "../../server/src/document/readPlain.ts";
import { readStrict } from "../../server/src/document/readStrict.ts";
import { exampleTexts } from "../support/exampleTexts.ts";
import { fullProject, fullSpec } from "../support/fullFiles.ts";

describe("readPlain", () => {
  it("reads what is usual by itself", () => {
    for (const text of [
      ...exampleTexts(),
      fullSpec,
      fullProject,
      "# first\na: 1 # one\n\nb:\n  - x\n  -\n  - k: v\n    l: w\n---\nc:\n- 'it''s'\n- \"two\"\n",
      "a: {b: [x, 'y', {z: 1}], c: []}\n",
      "a: \ud83d\ude00\n",
      "# a\tb\na: b\t# c\nd: [e]\t # f\tg\nh: i\t\nj: k\tl\n",
      "a: one\n  two # more\nb: |\n  select 1\n\n    from x\nc: >-\n  folded\n  text\n\nd:\n  text below\n",
    ])
      for (const variant of [text, windows(text), `\uFEFF${text}`])
        assert.notEqual(both(variant), undefined, variant);
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
      "a: x\rb: y\n",
      "a: \ud83d\n",
      "a: b\n\tc\n",
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
          "\r\n",
          "\t# x",
          "\uFEFF",
          "\ud83d\ude00",
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
      fc.constantFrom(...exampleTexts(), fullSpec),
      lines.map((all) => all.join("\n")),
    );
    const lined = fc.tuple(start, fc.boolean()).map(([text, crlf]) => (crlf ? windows(text) : text));
    const mutated = fc.tuple(lined, fc.array(edit, { maxLength: 4 })).map(([text, edits]) =>
      edits.reduce((result, { at, cut, put }) => {
        const place = at % (result.length + 1);
        return result.slice(0, place) + put + result.slice(place + cut);
      }, text),
    );
    fc.assert(
      fc.property(mutated, (text) => void both(text)),
      { numRuns: 1000 },
    );
  });
});

function windows(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

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
