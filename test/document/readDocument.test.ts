import assert from "node:assert/strict";
import fc from "fast-check";
import { readDocument } from "../../server/src/document/readDocument.ts";
import type { Span } from "../../server/src/document/types.ts";
import { readSpec } from "../../server/src/spec/readSpec.ts";
import type { EventDefinition, SpecDocument } from "../../server/src/spec/types.ts";
import { marked } from "../support/markers.ts";
import { garbage, halfLines, specs } from "./halfTyped.ts";

interface KnownEvent {
  readonly event: EventDefinition;
  readonly part: SpecDocument;
  /** As it is written. */
  readonly text: string;
}

/** Every event of a text by name; the first one where a name is there twice. */
function eventsOf(text: string): Map<string, KnownEvent> {
  const events = new Map<string, KnownEvent>();
  for (const part of readSpec(readDocument("shop.events.yml", text)).documents)
    for (const event of part.events) {
      const { name, span } = event;
      if (!events.has(name.value))
        events.set(name.value, { event, part, text: text.slice(span.start, span.end) });
    }
  return events;
}

/** What is said, wherever it stands. */
function meaning(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === "span" ? undefined : inner)) ?? "null",
  );
}

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly typed: string;
}

/** From the start of the event's first line to the end of its last. */
function isInLinesOf(text: string, span: Span, { at, cut }: Edit): boolean {
  const lineEnd = text.indexOf("\n", span.end);
  return text.lastIndexOf("\n", span.start) <= at + cut && at <= (lineEnd < 0 ? text.length : lineEnd);
}

const intact = new Map(Object.values(specs).map((text) => [text, eventsOf(text)]));

/** What is typed behind an event may become part of it; nothing of it, and nothing of any other event, may get lost. */
function keepsOthers(text: string, edit: Edit): void {
  const after = eventsOf(text.slice(0, edit.at) + edit.typed + text.slice(edit.at + edit.cut));
  const others = [...(intact.get(text) ?? [])].filter(
    ([, { event }]) => !isInLinesOf(text, event.span, edit),
  );
  const above = others.findLast(([, { event }]) => event.span.end <= edit.at);
  for (const [name, known] of others) {
    const found = after.get(name);
    const place = `${JSON.stringify(edit.typed)} for ${edit.cut} characters at ${edit.at}: ${name}`;
    assert(found, `${place} is lost`);
    assert(found.text.startsWith(known.text), `${place} is cut`);
    assert.equal(found.event.at?.sql?.text, known.event.at?.sql?.text, place);
    if (name !== above?.[0]) assert.deepEqual(meaning(found.event), meaning(known.event), place);
    if (isBehindSource(text, known.part, edit))
      assert.deepEqual(meaning(found.part.source), meaning(known.part.source), `${place} has another source`);
  }
}

/** Whether an edit can't mean to change where the rows come from. */
function isBehindSource(text: string, { source, span }: SpecDocument, { at, cut, typed }: Edit): boolean {
  const lineEnd = text.indexOf("\n", at + cut);
  const touched = text.slice(text.lastIndexOf("\n", at - 1) + 1, lineEnd < 0 ? text.length : lineEnd);
  const nextLine = text.indexOf("\n", source?.span.end ?? span.end) + 1;
  return (at + cut < span.start || at > nextLine) && !/---|\.\.\.|from/.test(touched + typed);
}

/** Tries edits at every place of every spec. */
function keepsOthersOf(typed: fc.Arbitrary<string>, cut: fc.Arbitrary<number>, numRuns: number): void {
  for (const text of Object.values(specs)) {
    const edit = fc.record({ at: fc.nat(text.length), cut, typed });
    fc.assert(
      fc.property(edit, (made) => keepsOthers(text, made)),
      { numRuns },
    );
  }
}

/** Types at the cursor of a part of a spec. */
function keepsOthersAt(spec: keyof typeof specs, input: string, ...typed: readonly string[]): void {
  const text = specs[spec];
  const { text: part, cursor } = marked(input);
  assert(text.includes(part), part);
  for (const characters of typed)
    keepsOthers(text, { at: text.indexOf(part) + cursor, cut: 0, typed: characters });
}

describe("readDocument keeps the other events", () => {
  it("of specs that are valid before they are edited", () => {
    for (const text of Object.values(specs)) assert.deepEqual(readDocument("a.yml", text).findings, []);
  });

  it("whatever is typed wherever", () => keepsOthersOf(garbage, fc.constant(0), 400));
  it("whatever is deleted", () => keepsOthersOf(fc.constant(""), fc.integer({ min: 1, max: 25 }), 150));
  it("whatever is typed over something", () => keepsOthersOf(garbage, fc.integer({ min: 1, max: 4 }), 150));

  it("when lines are half typed", () => {
    for (const text of Object.values(specs)) {
      const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
      const edit = fc.record({ at: fc.constantFrom(...starts), cut: fc.constant(0), typed: halfLines });
      fc.assert(
        fc.property(edit, (made) => keepsOthers(text, made)),
        { numRuns: 250 },
      );
    }
  });
});

describe("readDocument keeps the other events behind", () => {
  it("a dash before the key of the events", () =>
    keepsOthersAt("shop", "key: [id]\n‸events:", "\n  - : ", "- ", "  - - "));
  it("a dash before, between and behind events", () => {
    keepsOthersAt("shop", "events:\n‸  order_placed", "- : \n", "- - \n", "  -\n", "    -\n", '- |\n a: "\n');
    keepsOthersAt("flush", "\n‸  ticket_solved:", "- \n", '  - "\n', " -\n  |-\n");
    keepsOthersAt("shop", "asked for help.\n‸", '  - "\n', "  - : \n");
  });
  it("a key or a dash that is further out than the lines below", () => {
    keepsOthersAt("shop", "    at:‸ {sql", "\nx:\n  -  #", "*a \nx:\n- ");
    keepsOthersAt("flush", "sql: |-\n‸          case", "a: *\n'a'\n  a b\n", "  at:\n- {\n");
    keepsOthersAt("four spaces", "at: t.solved_at\n‸", " --- |\na: [b\n", "a: !t\n  ]\n", "\nx:\n- ");
  });
  it("a key that stands too far out, with its list", () =>
    keepsOthersAt("shop", "    ‸tests:\n      - volume", "\n", "\r", "x\n"));
  it("dashes that begin no document", () => {
    keepsOthersAt("shop", "where: |\n‸", "---x\n", "--- a\n", "  --- |\n");
    keepsOthersAt("flush", "\n‸    - unique", "...\n  - {\n", "-a\n ?\n  ---\n");
  });
  it("a text that takes keys in", () => {
    keepsOthersAt("shop", "events:\n‸  order_placed", "- |\n", " a: |\n", "? \n  |\n", "a: |2\n");
    keepsOthersAt("flush", "\n‸  # the last one", "a: >-\n", "*a\na: >-\n", " a: !t\n - |\n");
  });
  it("brackets and quotes that are not closed, or by chance far below", () => {
    keepsOthersAt("flush", "by mail\n‸", "a: {\n }\n", "a: [b\n", '"\n   - |\n');
    keepsOthersAt("four spaces", "events:\n‸", ' - "\n     *\n', "- {\n  ,\n       ? a: b\n");
  });
  it("a list whose key is being typed", () => {
    keepsOthersAt("flush", "join:‸\n", "@", " x", "\n!t");
    keepsOthersAt("flush", "‸join:", "!", '"', "- ");
  });
});
