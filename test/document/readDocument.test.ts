import assert from "node:assert/strict";
import fc from "fast-check";
import { readDocument } from "../../server/src/document/readDocument.ts";
import type { Span } from "../../server/src/document/types.ts";
import { readSpec } from "../../server/src/spec/readSpec.ts";
import { shopSpec } from "../support/specs.ts";

const pieces = fc.oneof(
  fc.constantFrom(..."{}[]:-?'\"#&*!|>%@,`~ \t\nax1\\😀"),
  fc.constantFrom(
    ": ",
    "- ",
    " #",
    "{{",
    "  ",
    "\n  ",
    "\n    ",
    "x: y",
    "key",
    "descr",
    "''",
    "at",
    "\n",
    "a: b: c",
    "@x",
    "|-",
    "*a ",
    "&b ",
    "!t ",
  ),
);
const garbage = fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));

/** Every event of a text: name → its text. */
function eventsOf(text: string): Map<string, { text: string; span: Span; at: string | undefined }> {
  const { documents } = readSpec(readDocument("shop.events.yml", text));
  return new Map(
    documents.flatMap((part) =>
      part.events.map(({ name, span, at }) => [
        name.value,
        { text: text.slice(span.start, span.end), span, at: at?.sql?.text },
      ]),
    ),
  );
}

const intact = eventsOf(shopSpec);

/** From the start of the event's first line to the end of its last. */
function isInLinesOf(span: Span, at: number): boolean {
  const lineEnd = shopSpec.indexOf("\n", span.end);
  return shopSpec.lastIndexOf("\n", span.start) <= at && at <= (lineEnd < 0 ? shopSpec.length : lineEnd);
}

/** What is typed behind an event may become part of it; nothing of it may get lost. */
function typeGarbage(at: number, typed: string): void {
  const after = eventsOf(shopSpec.slice(0, at) + typed + shopSpec.slice(at));
  for (const [name, event] of intact) {
    if (isInLinesOf(event.span, at)) continue;
    const found = after.get(name);
    const message = `${JSON.stringify(typed)} at ${at}: ${name} is lost`;
    assert(found, message);
    assert(found.text.startsWith(event.text), message);
    assert.equal(found.at, event.at);
  }
}

describe("readDocument", () => {
  it("keeps the other events, whatever is typed wherever", () => {
    fc.assert(fc.property(fc.nat(shopSpec.length), garbage, typeGarbage), {
      numRuns: 400,
    });
  });
});
