import assert from "node:assert/strict";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { mark, marked } from "../support/markers.ts";

/** Asserts which syntax errors a text has, at the marked places; and what it becomes when their first fixes are applied. */
function says(input: string, expected: readonly string[], mended?: string): void {
  const { text } = marked(input);
  const { findings } = readDocument("a.events.yml", text);
  assert.deepEqual(
    findings.map(({ message }) => message),
    expected,
  );
  assert.equal(
    mark(
      text,
      findings.map(({ span }) => span),
    ),
    input,
  );
  for (const finding of findings) assert(finding.hint, `${finding.message} says how to mend it`);
  if (mended === undefined) return;
  const edits = findings
    .flatMap(({ fixes }) => fixes?.[0]?.edits ?? [])
    .sort((a, b) => b.span.start - a.span.start);
  const after = edits.reduce(
    (result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end),
    text,
  );
  assert.equal(after, mended);
  assert.deepEqual(readDocument("a.events.yml", after).findings, []);
}

describe("a syntax error", () => {
  it("names a tab", () => says("a:\n⟦\t⟧b: 1\n", ["A tab can't indent YAML."], "a:\n  b: 1\n"));

  it("names a line that is indented otherwise", () =>
    says(
      "a:\n  b: 1\n⟦   ⟧c: 2\n  d: 3\n",
      ["This line is indented by 3, its neighbours by 2."],
      "a:\n  b: 1\n  c: 2\n  d: 3\n",
    ));

  it("names a key without a colon", () =>
    says("from: t\n⟦wher⟧\nkey: id\n", ['A colon is missing after "wher".']));

  it("names a quote that is not closed", () =>
    says('a: ⟦"x⟧\nb: 1\n', ["This quote is not closed."], 'a: "x"\nb: 1\n'));

  it("names a bracket that is not closed", () =>
    says("a: ⟦[x, {y: 1⟧\nb: 1\n", ["The closing }] is missing."], "a: [x, {y: 1}]\nb: 1\n"));

  it("names an alias without an anchor", () =>
    says("a: ⟦*x⟧\n", ['There is no anchor named "x" above.'], "a: '*x'\n"));

  it("names a key that is there twice", () => {
    const { findings } = readDocument("a.yml", "a: 1\nb: 2\na: 3\n");
    assert.deepEqual(
      findings.map(({ rule, span, related }) => [rule, span, related?.[0]?.span]),
      [["duplicate-key", { start: 10, end: 11 }, { start: 0, end: 1 }]],
    );
  });

  it("names text behind a quoted name, which SQL has often", () =>
    says(
      `a: "Order Date" ⟦|| x⟧\n`,
      ['YAML ends the value at its closing quote, so "|| x" is left over.'],
      `a: '"Order Date" || x'\n`,
    ));

  it("names characters that can't begin a text", () => {
    says("a: ⟦`⟧x`\n", ["A plain text can't begin with `."], "a: '`x`'\n");
    says("a: ⟦@⟧x\n", ["A plain text can't begin with @."], "a: '@x'\n");
    says("a: ⟦*⟧o.x and y # note\n", ["A plain text can't begin with *."], "a: '*o.x and y' # note\n");
  });

  it("names a colon in a text", () =>
    says(
      "a: case x when 'b⟦:⟧ c' then 1 end\n",
      ["YAML takes the text before this colon for a key."],
      "a: 'case x when ''b: c'' then 1 end'\n",
    ));

  it("names a comma in a text between brackets", () =>
    says(
      "a: {b: ⟦ref('x', 'y')⟧}\n",
      ["Between brackets YAML takes this SQL apart at its commas and colons."],
      "a: {b: 'ref(''x'', ''y'')'}\n",
    ));

  it("names a list on the line of its key", () =>
    says("a: ⟦-⟧ b\n", ["A list can't begin on the line of its key."]));

  it("names keys below a text", () =>
    says("a: ⟦x⟧\n  b: 1\nc: 2\n", ["A text and keys below it can't both be the value of a key."]));

  it("names every error of a file", () =>
    says("a: ⟦'x⟧\nb:\n  c: ⟦[1⟧\n  ⟦d⟧\ne: ⟦`⟧\n", [
      "This quote is not closed.",
      "The closing ] is missing.",
      'A colon is missing after "d".',
      "A plain text can't begin with `.",
    ]));
});
