import assert from "node:assert/strict";
import { positionAt } from "../../server/src/document/positions.ts";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { findingsOf } from "./findingsOf.ts";

/** Rule and 1-based line of each finding that the comments are about. */
async function found(text: string): Promise<string[]> {
  const document = readDocument("shop.events.yml", text);
  const about = /owner|description|suppression|unknown-rule/;
  return (await findingsOf(text))
    .filter(({ rule }) => about.test(rule))
    .map(({ rule, span }) => `${rule}:${positionAt(document, span.start).line + 1}`);
}

function spec(...lines: string[]): string {
  return [
    "from: shop.orders",
    "as: o",
    "key: o.order_id",
    "entities: {customer: o.customer_id}",
    "events:",
    ...lines,
    "",
  ].join("\n");
}

const rest = ["    at: o.ordered_at", "    tests: [{fresh: 1 day}]"];

describe("suppressions", () => {
  const bare = ["event-without-description:6", "event-without-owner:6"];

  it("silence nothing when there are none", async () => {
    assert.deepEqual(await found(spec("  order_placed:", ...rest)), bare);
  });

  for (const dash of ["—", "–", "-", "--"]) {
    it(`silence the line they stand on, with ${dash} before the reason`, async () => {
      const line = `  order_placed: # eventspec-ignore: event-without-owner ${dash} founded next week`;
      assert.deepEqual(await found(spec(line, ...rest)), ["event-without-description:6"]);
    });
  }

  it("silence the line below, past other comments, and several rules at once", async () => {
    const lines = [
      "  # eventspec-ignore: event-without-owner, event-without-description — founded next week",
      "  # Nothing to do with rules.",
      "  order_placed:",
    ];
    assert.deepEqual(await found(spec(...lines, ...rest)), []);
  });

  it("work with CRLF", async () => {
    const lines = [
      "  # eventspec-ignore: event-without-owner event-without-description — soon",
      "  order_placed:",
    ];
    assert.deepEqual(await found(spec(...lines, ...rest).replaceAll("\n", "\r\n")), []);
  });

  it("do not reach over a blank line, and say so", async () => {
    const lines = ["  # eventspec-ignore: event-without-owner — soon", "", "  order_placed:"];
    const expected = ["unused-suppression:6", "event-without-description:8", "event-without-owner:8"];
    assert.deepEqual(await found(spec(...lines, ...rest)), expected);
  });

  it("reach into a block of SQL from the line of its key", async () => {
    const block = [
      "    where: | # eventspec-ignore: statement-in-expression — proves a point",
      "      true;",
      "      drop table x",
    ];
    const text = spec("  order_placed:", ...rest, ...block);
    const rules = (await findingsOf(text)).map(({ rule }) => rule);
    assert.ok(!rules.includes("statement-in-expression"));
    assert.ok(!rules.includes("unused-suppression"));
  });

  it("that name no rule, an unknown one, or give no reason, are findings", async () => {
    assert.deepEqual(await found(spec("  order_placed: # eventspec-ignore:", ...rest)), [
      ...bare,
      "unused-suppression:6",
    ]);
    const unknown = spec("  order_placed: # eventspec-ignore: event-without-ownr — soon", ...rest);
    assert.deepEqual(await found(unknown), [...bare, "unknown-rule:6"]);
    assert.deepEqual(await found(spec("  order_placed: # eventspec-ignore: event-without-owner", ...rest)), [
      "event-without-description:6",
      "suppression-without-reason:6",
    ]);
  });

  it("of a rule that could not look, for want of a connection, are not called unused", async () => {
    const text = spec(
      "  order_placed:",
      "    # eventspec-ignore: type-mismatch — the text is a number",
      ...rest,
    );
    assert.deepEqual(await found(text), bare);
  });

  it("are no suppressions inside of texts", async () => {
    const text = spec(
      "  order_placed:",
      '    description: "# eventspec-ignore: event-without-owner — no"',
      ...rest,
    );
    assert.deepEqual(await found(text), ["event-without-owner:6"]);
  });
});
