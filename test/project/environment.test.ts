import assert from "node:assert/strict";
import fc from "fast-check";
import { readEnvironment } from "../../server/src/project/environment.ts";

describe("a .env file", () => {
  it("is read as shells and dotenv read it", () => {
    const text = [
      "\uFEFFFIRST=1",
      "# a comment",
      "export B = two words # not this",
      "C='single # \\n kept'",
      'D="double \\"quoted\\" \\n \\\\" # comment',
      "E=",
      "F=a=b#c",
      "  G=  spaced  ",
      'H="it\'s"',
      "not a line",
      "1X=no",
    ].join("\r\n");
    assert.deepEqual(Object.fromEntries(readEnvironment(text)), {
      FIRST: "1",
      B: "two words",
      C: "single # \\n kept",
      D: 'double "quoted" \n \\',
      E: "",
      F: "a=b#c",
      G: "spaced",
      H: "it's",
    });
  });

  it("survives any text, and knows no names but its own", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const names = [...readEnvironment(text).keys()];
        assert.ok(names.every((name) => text.includes(name)));
      }),
    );
    assert.equal(readEnvironment("").get("constructor"), undefined);
  });
});
