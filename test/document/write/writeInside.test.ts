import assert from "node:assert/strict";
import fc from "fast-check";
import { readDocument } from "../../../server/src/document/readDocument.ts";
import { writeInto } from "../../../server/src/document/write/writeInside.ts";
import { anyText } from "../../support/yamlScalars.ts";

const quotes = { plain: "", single: "'", double: '"' } as const;
const style = fc.constantFrom("plain", "single", "double");
/** One line of what YAML holds unescaped. */
const oneLine = anyText.filter((text) => !/[\p{Cc}\u2028]/u.test(text));

/** The text of the value of `a`, in a block or in a flow map. */
function valueIn(written: string, flow: boolean): string | undefined {
  const { documents } = readDocument("a.yml", flow ? `a: {b: ${written}, c: 1}\n` : `a: ${written}\nc: 1\n`);
  const root = documents[0]?.root;
  const value = root?.kind === "map" ? root.pairs[0]?.value : undefined;
  const inner = flow && value?.kind === "map" ? value.pairs[0]?.value : value;
  return inner?.kind === "scalar" ? inner.text : undefined;
}

describe("writeInto", () => {
  it("writes what reads back, alone in a scalar of any style", () => {
    fc.assert(
      fc.property(oneLine, style, fc.boolean(), (text, style, flow) => {
        fc.pre(text.trim() !== "");
        const written = writeInto({ style, flow, atStart: true }, text);
        assert.equal(valueIn(`${quotes[style]}${written}${quotes[style]}`, flow), text, written);
      }),
      { numRuns: 1000 },
    );
  });

  it("writes behind the text of a plain scalar only what leaves it one", () => {
    fc.assert(
      fc.property(oneLine, fc.boolean(), (text, flow) => {
        const written = writeInto({ style: "plain", flow, atStart: false }, text);
        if (written === undefined) return;
        assert.equal(valueIn(`o.${written}`, flow), `o.${text}`.trimEnd());
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves words and numbers what they mean, and quotes a text that begins with a quote", () => {
    const place = { style: "plain", flow: false, atStart: true } as const;
    assert.equal(writeInto(place, "true"), "true");
    assert.equal(writeInto(place, '"Coupon Code"'), `'"Coupon Code"'`);
    assert.equal(writeInto({ ...place, atStart: false }, "a: b"), undefined);
    assert.equal(writeInto({ ...place, style: "double" }, 'o."x"'), 'o.\\"x\\"');
  });
});
