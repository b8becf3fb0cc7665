import assert from "node:assert/strict";
import fc from "fast-check";
import { dump } from "js-yaml";
import { lineStartsOf, offsetAt, positionAt } from "../../server/src/document/positions.ts";
import { newContext } from "../../server/src/document/readContext.ts";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { readTolerant } from "../../server/src/document/readTolerant.ts";
import type { Span, YamlNode } from "../../server/src/document/types.ts";
import { shopSpec } from "../support/specs.ts";
import { anyText, writtenScalar } from "../support/yamlScalars.ts";

const plainTree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("map"),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(fc.string({ maxLength: 6 }), tie("value"), { maxKeys: 5 }),
})).map;

const written = fc
  .tuple(plainTree, fc.constantFrom(-1, 1, 2, 3), fc.boolean(), fc.boolean())
  .map(([tree, flowLevel, seqNoIndent, crlf]) => {
    const yaml = dump(tree, { flowLevel, seqNoIndent });
    return crlf ? yaml.replaceAll("\n", "\r\n") : yaml;
  });

function sameTree(text: string): void {
  const fast = readDocument("a.yml", text);
  assert.deepEqual(fast.findings, [], text);
  const context = newContext("a.yml", text);
  const slow = readTolerant(context, text, 0);
  assert.deepEqual(
    fast.documents.map((part) => part.root),
    slow.map((part) => part.root),
    text,
  );
}

function spansOf(node: YamlNode | undefined): Span[] {
  if (node === undefined) return [];
  if (node.kind === "scalar") return [node.span];
  if (node.kind === "list") return [node.span, ...node.items.flatMap(spansOf)];
  return [node.span, ...node.pairs.flatMap((pair) => [pair.span, pair.key.span, ...spansOf(pair.value)])];
}

/** Every span lies in the text. */
function isSound(text: string): void {
  const document = readDocument("a.yml", text);
  const spans = [
    ...document.documents.flatMap((part) => [part.span, ...spansOf(part.root)]),
    ...document.comments.map((comment) => comment.span),
    ...document.findings.flatMap((finding) => [
      finding.span,
      ...(finding.fixes ?? []).flatMap((fix) => fix.edits.map((edit) => edit.span)),
    ]),
  ];
  const outside = spans.find(({ start, end }) => !(0 <= start && start <= end && end <= text.length));
  if (outside) assert.fail(`${outside.start}–${outside.end} in ${JSON.stringify(text)}`);
}

describe("the fast and the recovering reader", () => {
  it("give the same tree for anything that is valid", () => {
    fc.assert(fc.property(written, sameTree), { numRuns: 500 });
  });
  it("give the same tree for every style of text", () => {
    fc.assert(fc.property(writtenScalar, sameTree), { numRuns: 300 });
  });
  it("give the same tree for a spec", () => sameTree(shopSpec));
});

describe("readDocument of any text", () => {
  const text = fc.oneof(
    anyText,
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          "a:",
          " ",
          "\n",
          "- ",
          "{",
          "}",
          "[",
          "]",
          ",",
          "'",
          '"',
          "|\n",
          "#",
          "&a ",
          "*a",
          "!x ",
          "---\n",
          "? ",
          "\t",
          "\r\n",
          "b",
          ":",
          "%",
          "...\n",
          "\uFEFF",
          "\u0002",
          "\0",
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join("")),
  );

  it("never throws, and every span lies in the text", () => {
    fc.assert(fc.property(text, isSound), { numRuns: 3000 });
  });

  it("takes what is hostile", () => {
    isSound("[".repeat(20_000));
    isSound("a: ".repeat(1_000));
    isSound("- ".repeat(5_000));
    isSound(Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"));
    isSound(`a: ${"x".repeat(200_000)}\n`);
    isSound(`a: "${"\\n".repeat(50_000)}\n`);
  });

  it("bounds what aliases stand for", () => {
    const lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"];
    for (let level = 1; level < 12; level++)
      lines.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    const { findings } = readDocument("a.yml", lines.join("\n"));
    assert(findings.some((finding) => /too many values/.test(finding.message)));
  });

  it("keeps a key named __proto__ a key", () => {
    const { documents } = readDocument("a.yml", "__proto__: {polluted: true}\nconstructor: 1\n");
    assert.equal(documents[0]?.root?.kind === "map" && documents[0].root.pairs.length, 2);
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  });
});

describe("readDocument", () => {
  it("knows documents, comments and a byte order mark", () => {
    const document = readDocument("a.yml", "\uFEFF# one\na: 1 # two\n---\nb: 'x # no'\n");
    assert.equal(document.documents.length, 2);
    assert.deepEqual(
      document.comments.map((comment) => comment.text),
      [" one", " two"],
    );
  });

  it("has no document for an empty file", () => {
    assert.deepEqual(readDocument("a.yml", "").documents, []);
    assert.deepEqual(readDocument("a.yml", "# only a comment\n").documents, []);
  });

  it("keeps what a scalar says as written", () => {
    const root = readDocument("a.yml", "a: 00123\nb: 12345678901234567890\nc: ~\nd: 2026-01-05\n")
      .documents[0]?.root;
    const texts =
      root?.kind === "map"
        ? root.pairs.map(({ value }) => value?.kind === "scalar" && [value.text, value.value])
        : [];
    assert.deepEqual(texts, [
      ["00123", 123],
      ["12345678901234567890", Number("12345678901234567890")],
      ["~", null],
      ["2026-01-05", "2026-01-05"],
    ]);
  });

  it("resolves aliases to what they name", () => {
    const root = readDocument("a.yml", "a: &x [1]\nb: *x\n").documents[0]?.root;
    assert(root?.kind === "map" && root.pairs[0]?.value === root.pairs[1]?.value);
  });
});

describe("positions", () => {
  it("invert each other", () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, seed) => {
        const document = { text, lineStarts: lineStartsOf(text) };
        const offset = Math.min(seed, text.length);
        const { line, column } = positionAt(document, offset);
        // A place inside \r\n is at the end of its line.
        if (text[offset] !== "\n" || text[offset - 1] !== "\r")
          assert.equal(offsetAt(document, line, column), offset);
      }),
    );
  });

  it("stay inside", () => {
    const document = { text: "a\r\nb", lineStarts: lineStartsOf("a\r\nb") };
    assert.deepEqual(positionAt(document, 99), { line: 1, column: 1 });
    assert.equal(offsetAt(document, 0, 99), 1);
    assert.equal(offsetAt(document, 9, 0), 4);
  });
});
