import assert from "node:assert/strict";
import fc from "fast-check";
import { type CursorPlace, cursorPlaceAt } from "../../../server/src/document/cursor/cursorPlace.ts";
import { readDocument } from "../../../server/src/document/readDocument.ts";

function placeAt(text: string, offset: number): CursorPlace | undefined {
  return cursorPlaceAt(readDocument("a.events.yml", text), offset);
}

/** The place of the `‸` in a text, in short: `role path | typed text`. */
function place(marked: string): string {
  const offset = marked.indexOf("‸");
  const found = placeAt(marked.replace("‸", ""), offset);
  return found ? `${found.role} ${found.path.join(".")} | ${found.typed.text}` : "nothing";
}

function siblings(marked: string): string[] {
  return [...(placeAt(marked.replace("‸", ""), marked.indexOf("‸"))?.siblings ?? [])];
}

describe("cursorPlaceAt", () => {
  it("reads keys and values of a block map", () => {
    assert.equal(place("fr‸"), "key  | fr");
    assert.equal(place("from: ‸"), "value from | ");
    assert.equal(place("from: shop.or‸"), "value from | shop.or");
    assert.equal(place("events:\n  a:\n    ow‸\n    at: x"), "key events.a | ow");
    assert.equal(place("events:\n  a:\n    ‸"), "either events.a | ");
    assert.equal(place("k‸: 1\nl: 2"), "key  | k");
  });

  it("reads list items", () => {
    assert.equal(place("tests:\n  - ‸"), "either tests.0 | ");
    assert.equal(place("tests:\n  - vo‸"), "either tests.0 | vo");
    assert.equal(place("tests:\n  - a: 1\n  - volume:\n      per: ‸"), "value tests.1.volume.per | ");
    assert.equal(place("tests:\n  - a: 1\n    ‸"), "key tests.0 | ");
    assert.equal(place("a:\n- b\n- c: ‸"), "value a.1.c | ");
  });

  it("reads flow collections, closed or not", () => {
    assert.equal(place("p:\n  total: {sql: o.‸, type: string}"), "value p.total.sql | o.");
    assert.equal(place("a: {‸, type: x}"), "key a | ");
    assert.equal(place("a: {sql: x, ty‸"), "key a | ty");
    assert.equal(place("x: [a, ‸]"), "value x.1 | ");
    assert.equal(place("x: [a, b]‸"), "nothing");
    assert.equal(place("x: [a, b]\n‸"), "key  | ");
    assert.equal(place("given:\n  shop.orders:\n    - {order_id: 1, ‸}"), "key given.shop.orders.0 | ");
  });

  it("takes a comma inside parentheses as part of the SQL", () => {
    assert.equal(place("a: {sql: coalesce(a, b‸"), "value a.sql | coalesce(a, b");
  });

  it("decodes scalars of every style up to the cursor", () => {
    assert.equal(place("w: |\n  select 1\n    from ‸\nb: 1"), "value w | select 1\n  from ");
    assert.equal(place("w: >-\n  a\n  b‸"), "value w | a b");
    assert.equal(place("w: 'it''s ‸'"), "value w | it's ");
    assert.equal(place('w: "o.\\"Or‸"'), 'value w | o."Or');
    assert.equal(place("w: o.x = 1\n  and o.‸"), "value w | o.x = 1 and o.");
    assert.equal(place("w:\n  o.x = 1\n  and o.‸"), "value w | o.x = 1 and o.");
  });

  it("knows comments", () => {
    assert.equal(place("x: 1 # eventspec‸").split(" ")[0], "comment");
    assert.equal(place("x: '# ‸'"), "value x | # ");
  });

  it("lists the keys that a map has already, before and after the cursor", () => {
    assert.deepEqual(siblings("events:\n  a:\n    at: x\n    ‸\n    where: y\n  b:\n    link: z"), [
      "at",
      "where",
    ]);
    assert.deepEqual(siblings("a: {sql: x, ‸, type: y}"), ["sql", "type"]);
    assert.deepEqual(siblings("a: {ty‸: y, sql: x}"), ["sql"]);
  });

  it("keeps the keys of an item beside what is typed before the first one", () => {
    assert.equal(place("tests:\n  -‸ fresh: 1 day\n    name: x"), "key tests.0 | ");
    assert.deepEqual(siblings("tests:\n  -‸ fresh: 1 day\n    name: x"), ["fresh", "name"]);
    const text = "tests:\n  - fresh: 1 day\n";
    assert.equal(placeAt(text, text.indexOf("-") + 1)?.needsSpace, true);
    assert.equal(placeAt(text, text.indexOf("-") + 2)?.needsSpace, false);
  });

  it("counts items that are a dash alone", () => {
    assert.equal(place("a:\n  -\n  - b\n  -\n  - ‸\n  - c"), "either a.3 | ");
    assert.equal(place("a:\n  - - b\n    - ‸\n"), "either a.0.1 | ");
  });

  it("offers nothing where nothing can be typed", () => {
    assert.equal(place("a: |‸\n  x"), "nothing");
    assert.equal(place("a: 'x' ‸"), "nothing");
    assert.equal(place("a: x # c\n  ‸"), "nothing");
    assert.equal(place("a: 1\n--‸-\nb: 2"), "nothing");
    assert.equal(place("a: {b: 'x'‸}"), "nothing");
  });

  it("reads quoted keys and pairs in lists", () => {
    assert.deepEqual(siblings("a: {'it''s': 1, \"o\\t\": 2, ‸}"), ["it's", "o\t"]);
    assert.equal(place("'o''k': ‸"), "value o'k | ");
    assert.equal(place("a: [b: ‸]"), "value a.0.b | ");
  });

  it("keeps the lines of a block above an empty one", () => {
    assert.equal(place("w: |\n  select 1\n\n  ‸\nb: 1"), "value w | select 1\n\n");
    assert.equal(place("w: >-\n  a\n  ‸\nb: 1"), "value w | a ");
  });

  it("reads what is hostile in linear time", () => {
    for (const text of [`a: ${"[".repeat(200_000)}`, `a: "${"\\n".repeat(100_000)}`, "- ".repeat(50_000)]) {
      const document = readDocument("a.events.yml", text);
      for (const offset of [0, 4, text.length >> 1, text.length]) cursorPlaceAt(document, offset);
    }
    const items = readDocument("a.events.yml", `a:\n${"  -\n".repeat(50_000)}`);
    assert.equal(cursorPlaceAt(items, items.text.length - 1)?.path[1], 49_999);
  });

  it("reads a document of a file alone", () => {
    assert.deepEqual(siblings("from: a\n---\n‸\nas: b"), ["as"]);
  });

  it("is not disturbed by damage in other places", () => {
    const damage = ["'", '"', "{", "[", "|", "&", "*", ": :", "\t", "- - -", "}"];
    for (const garbage of damage) {
      assert.equal(place(`events:\n  a:\n    at: ${garbage}\n  b:\n    at: o.‸`), "value events.b.at | o.");
    }
  });

  it("reads files with CRLF", () => {
    assert.equal(place("events:\r\n  a:\r\n    at: o.‸\r\n    x: 1\r\n"), "value events.a.at | o.");
  });

  it("never fails, and maps every typed character to its place", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."ab:- {}[]'\"|>\n #,&*!\\"), maxLength: 60 }),
        fc.nat(60),
        (text, at) => {
          const offset = Math.min(at, text.length);
          const found = placeAt(text, offset);
          if (!found) return;
          assert.equal(found.typed.text.length, found.typed.offsets.length);
          for (const position of found.typed.offsets) assert.ok(position >= 0 && position < offset);
          assert.ok(found.start <= offset);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
