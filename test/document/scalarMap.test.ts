import assert from "node:assert/strict";
import fc from "fast-check";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { scalarOffset, spanInScalar } from "../../server/src/document/scalarMap.ts";
import { segmentsOf } from "../../server/src/document/scalarSegments.ts";
import type { YamlScalar } from "../../server/src/document/types.ts";
import { mark, marked } from "../support/markers.ts";
import { writtenScalar } from "../support/yamlScalars.ts";

function scalarAt(text: string, key = "a"): YamlScalar {
  const root = readDocument("x.events.yml", text).documents[0]?.root;
  const value = root?.kind === "map" ? root.pairs.find((pair) => pair.key.text === key)?.value : undefined;
  assert(value?.kind === "scalar", `no scalar in ${JSON.stringify(text)}`);
  return value;
}

/** Where `part` of the scalar's text stands in the file. */
function shows(input: string, part: string): void {
  const { text } = marked(input);
  const scalar = scalarAt(text);
  const start = scalar.text.indexOf(part);
  assert(start >= 0, `${part} is not in ${JSON.stringify(scalar.text)}`);
  assert.equal(mark(text, [spanInScalar(scalar, text, start, start + part.length)]), input);
}

describe("spanInScalar", () => {
  it("finds a word of a plain scalar", () => shows("a: lower(⟦o.emial⟧) # note\n", "o.emial"));
  it("finds a word on a later line of a plain scalar", () =>
    shows("a: case when x\n   then ⟦o.y⟧\n   end\n", "o.y"));
  it("counts '' as one character", () => shows("a: 'concat(''x'', ⟦o.y⟧)'\n", "o.y"));
  it("takes escapes as a whole", () => shows('a: "x\\t⟦\\u00e9\\n⟧y"\n', "é\n"));
  it("finds a word in a literal block", () => shows("a: |\n  select 1\n    from ⟦orders⟧\n", "orders"));
  it("finds a word in a folded block", () => shows("a: >-\n  case when x\n  then ⟦o.y⟧ end\n", "o.y"));
  it("follows an explicit indentation", () => shows("a: |2\n     x\n   ⟦y⟧\n", "y"));
  it("follows Windows line ends", () => shows("a: |\r\n  x\r\n  ⟦yy⟧\r\nb: 1\r\n", "yy"));
  it("spans several lines", () => shows("a: |\n  x ⟦and\n  y⟧ z\n", "and\ny"));
  it("counts UTF-16 units", () => shows("a: '😀 ⟦o.y⟧'\n", "o.y"));

  it("maps every character of every style", () => {
    fc.assert(
      fc.property(writtenScalar, (yaml) => {
        const scalar = scalarAt(yaml);
        const segments = segmentsOf(scalar, yaml);
        assert.equal(segments.at(-1)?.textEnd ?? 0, scalar.text.length);
        for (const { textStart, textEnd, start, end, same } of segments) {
          assert(start <= end && end <= yaml.length);
          if (same) assert.equal(yaml.slice(start, end), scalar.text.slice(textStart, textEnd));
          else assert.match(yaml.slice(start, end), /^(?:\s*|''|\\(?:[^\s]\w*|\s+))$/);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe("scalarOffset", () => {
  it("is the end of the text behind an escape that ends it", () => {
    const single = "a: 'it'''\n";
    assert.equal(scalarOffset(scalarAt(single), single, single.length - 2), 3);
    const double = 'a: "x\\n"\n';
    assert.equal(scalarOffset(scalarAt(double), double, double.length - 2), 2);
  });

  function offsetOf(input: string): string | undefined {
    const { text, cursor } = marked(input);
    const scalar = scalarAt(text);
    const offset = scalarOffset(scalar, text, cursor);
    return offset === undefined ? undefined : `${scalar.text.slice(0, offset)}‸${scalar.text.slice(offset)}`;
  }

  it("answers the place of a cursor in the text", () => {
    assert.equal(offsetOf("a: lower(o.‸)\n"), "lower(o.‸)");
    assert.equal(offsetOf("a: 'x''‸y'\n"), "x'‸y");
    assert.equal(offsetOf("a: |\n  x\n  o.‸\nb: 1\n"), "x\no.‸\n");
    assert.equal(offsetOf("a: |\n  x‸\n  y\n"), "x‸\ny\n");
    assert.equal(offsetOf("a: ''\n".replace("''", "'‸'")), "‸");
  });

  it("takes the line about to be typed as the end", () =>
    assert.equal(offsetOf("a: |\n  x\n  ‸\nb: 1\n"), "x\n‸"));

  it("is undefined outside", () => {
    assert.equal(offsetOf("a: |\n  x\nb‸: 1\n"), undefined);
    assert.equal(offsetOf("‸a: x\n"), undefined);
  });

  it("inverts spanInScalar", () => {
    fc.assert(
      fc.property(writtenScalar, fc.nat(), (yaml, seed) => {
        const scalar = scalarAt(yaml);
        const same = segmentsOf(scalar, yaml).filter((segment) => segment.same);
        const segment = same[seed % Math.max(1, same.length)];
        if (!segment) return;
        const offset = segment.textStart + (seed % (segment.textEnd - segment.textStart));
        const { start } = spanInScalar(scalar, yaml, offset, offset + 1);
        assert.equal(scalarOffset(scalar, yaml, start), offset);
      }),
    );
  });
});
