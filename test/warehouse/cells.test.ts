import assert from "node:assert/strict";
import { withExactIntegers } from "../../server/src/warehouse/cells.ts";

describe("JSON with exact integers", () => {
  for (const [given, wanted] of [
    ['{"a": 12345678901234567890}', { a: "12345678901234567890" }],
    ["[-9007199254740993, 1]", ["-9007199254740993", 1]],
    ["[0.5000000000000000000, 12345678901234567890.5]", [0.5, Number("12345678901234567890.5")]],
    [
      '["12345678901234567890", "a \\" 12345678901234567890 \\\\"]',
      ["12345678901234567890", 'a " 12345678901234567890 \\'],
    ],
  ] as const)
    it(`reads ${given}`, () => assert.deepEqual(JSON.parse(withExactIntegers(given)), wanted));

  it("takes strings of any length", () => {
    const long = "x".repeat(20_000_000);
    assert.equal(JSON.parse(withExactIntegers(JSON.stringify([long, "1234567890123456"])))[0], long);
  });
});
