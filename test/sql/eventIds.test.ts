import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expectedEvents, expectedId, goldenCases } from "../support/golden.ts";

interface Vector {
  readonly event: string;
  readonly text: string;
  readonly id: string;
}

/** The table at the end of the page. */
function vectors(): Vector[] {
  const page = readFileSync(join(import.meta.dirname, "../../docs/event-ids.md"), "utf8");
  const lines = page.slice(page.indexOf("## Vectors")).split("\n");
  return lines.flatMap((line) => {
    const cells = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replace(/^`|`$/g, "").replaceAll("\\|", "|"));
    const [, event = "", , text = "", id = ""] = cells;
    return /^[0-9a-f]{32}$/.test(id) ? [{ event, text, id }] : [];
  });
}

describe("event ids", () => {
  it("are the MD5 of the page's texts", () => {
    assert.ok(vectors().length > 20);
    for (const { text, id } of vectors())
      assert.equal(createHash("md5").update(text, "utf8").digest("hex"), id, text);
  });

  it("are what the engines give for the same keys", () => {
    const golden = goldenCases().find(({ name }) => name === "hard_values");
    assert.ok(golden);
    const { narrow } = expectedEvents(golden) as {
      narrow: { event: string; event_id: string; source_key: string }[];
    };
    for (const { event, text, id } of vectors()) {
      const row = narrow.find((one) => one.event === event && `${event}|${one.source_key}` === text);
      assert.equal(row?.event_id, id, text);
    }
  });

  it("differ where keys differ", () => {
    const value = fc.oneof(
      fc.constantFrom(null, "", "~", "|", "~0", "~1", "a|", "|a"),
      fc.string({ maxLength: 4 }),
    );
    const key = fc.array(value, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(key, key, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        assert.equal(expectedId("event", ...one) === expectedId("event", ...other), same);
      }),
      { numRuns: 2000 },
    );
  });

  it("of every golden event are made of its name and key", () => {
    const golden = goldenCases().find(({ name }) => name === "lifecycle");
    assert.ok(golden);
    const { narrow } = expectedEvents(golden) as {
      narrow: { event: string; event_id: string; source_key: string }[];
    };
    for (const { event, event_id, source_key } of narrow)
      assert.equal(event_id, expectedId(event, source_key));
  });
});
