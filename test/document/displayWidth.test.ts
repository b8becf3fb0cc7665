import assert from "node:assert/strict";
import fc from "fast-check";
import { displayWidth, fitted, padded } from "../../server/src/document/displayWidth.ts";
import { harmlessLine } from "../../server/src/document/harmless.ts";

describe("displayWidth", () => {
  const widths: readonly (readonly [string, number])[] = [
    ["", 0],
    ["abc", 3],
    ["Łukasz Müller", 13],
    ["e\u0301", 1],
    ["日本", 4],
    ["한국", 4],
    ["🪴", 2],
    ["👩‍🌾", 2],
    ["🇧🇪", 2],
    ["❤️", 2],
    ["a\u200Bb", 2],
  ];
  for (const [text, width] of widths) {
    it(`is ${width} for ${JSON.stringify(text)}`, () => assert.equal(displayWidth(text), width));
  }
});

describe("fitted and padded", () => {
  it("cut with an ellipsis, never in the middle of a character", () => {
    assert.equal(fitted("日本語", 5), "日本…");
    assert.equal(fitted("日本語", 4), "日…");
    assert.equal(fitted("👩‍🌾👩‍🌾", 3), "👩‍🌾…");
    assert.equal(fitted("abc", 3), "abc");
  });

  it("pad on either side", () => {
    assert.equal(padded("日", 4, "left"), "日  ");
    assert.equal(padded("12", 4, "right"), "  12");
  });

  it("give exactly the width asked for, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const cell = padded(fitted(harmlessLine(text), width), width, "left");
        assert.equal(displayWidth(cell), width);
      }),
    );
  });
});
