import assert from "node:assert/strict";
import { didYouMean } from "../../server/src/document/didYouMean.ts";

const keys = ["description", "at", "where", "key", "for_each", "once_per", "tests", "tier"];

describe("didYouMean", () => {
  it("finds what a word misspells", () => {
    assert.equal(didYouMean("descripton", keys), "description");
    assert.equal(didYouMean("wehre", keys), "where");
    assert.equal(didYouMean("forEach", keys), "for_each");
    assert.equal(didYouMean("once-per", keys), "once_per");
    assert.equal(didYouMean("Tier", keys), "tier");
  });

  it("finds nothing where nothing is near", () => {
    assert.equal(didYouMean("revenue", keys), undefined);
    assert.equal(didYouMean("", keys), undefined);
    assert.equal(didYouMean("x", []), undefined);
  });
});
