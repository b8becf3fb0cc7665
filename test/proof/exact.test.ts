import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compared,
  exactFrom,
  exactInWords,
  exactOf,
  exactText,
  minus,
  plus,
  times,
} from "../../server/src/proof/exact.ts";
import "../support/randomness.ts";

const written = (text: string) => {
  const number = exactOf(text);
  assert.ok(number, text);
  return number;
};

describe("exact numbers", () => {
  it("are read as they are written, and nothing else is", () => {
    const texts = { "12.50": "12.5", "-0.0": "0", "+3": "3", ".5": "0.5", "1e3": "1000", "1.5E-3": "0.0015" };
    for (const [text, plain] of Object.entries(texts)) assert.equal(exactText(written(text)), plain);
    for (const text of ["", ".", "-", "1,000", "NaN", "Infinity", "1e", "1e999999", "0x10", "1 2"])
      assert.equal(exactOf(text), undefined, text);
  });

  it("add up, subtract and compare without rounding", () => {
    const parts = fc.tuple(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.integer({ min: 0, max: 12 }),
    );
    fc.assert(
      fc.property(parts, parts, ([a, left], [b, right]) => {
        const [x, y] = [
          { digits: a, scale: left },
          { digits: b, scale: right },
        ];
        const whole = (digits: bigint, scale: number) => digits * 10n ** BigInt(24 - scale);
        const sum = plus(x, y);
        assert.equal(whole(sum.digits, sum.scale), whole(a, left) + whole(b, right));
        assert.equal(compared(x, y), Math.sign(Number(whole(a, left) - whole(b, right))) + 0);
        assert.equal(exactText(minus(sum, y)), exactText(x));
        assert.equal(exactText(times(x, y)), exactText({ digits: a * b, scale: left + right }));
        assert.equal(compared(written(exactText(x)), x), 0);
      }),
    );
  });

  it("take a float for what it was written as, and are shown in groups of three", () => {
    assert.equal(exactText(exactFrom(0.7 / 100)), "0.007");
    assert.equal(exactInWords(written("-1234567.25")), "-1,234,567.25");
  });
});
