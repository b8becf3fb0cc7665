import assert from "node:assert/strict";
import { getHeapSpaceStatistics } from "node:v8";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { restingDocuments } from "../../server/src/document/restingDocuments.ts";

const text = "from: shop.orders # the shop's\nkey: o.order_id\nwhere: {a: b\n";
const named = (file: string) => readDocument(file, text);

describe("a resting document", () => {
  it("says all that the document says", () => {
    const document = named("a.events.yml");
    const { file, text: same, lineStarts, documents, comments, findings } = restingDocuments()(document);
    assert.deepEqual({ file, text: same, lineStarts, documents, comments, findings }, document);
    assert.ok(findings.length > 0 && comments.length > 0);
  });

  it("lets go of the tree that it was made from", () => {
    const document = named("a.events.yml");
    assert.notEqual(restingDocuments()(document).documents, document.documents);
  });

  it("keeps a tree while it is among the last ones that somebody asked for", () => {
    const rest = restingDocuments(2);
    const [a, b, c] = ["a", "b", "c"].map((name) => rest(named(`${name}.events.yml`)));
    const tree = a?.documents;
    const other = b?.documents;
    assert.equal(a?.documents, tree);
    assert.ok(c?.documents);
    assert.equal(a?.documents, tree);
    assert.notEqual(b?.documents, other);
  });

  it("never answers for another text of the same file", () => {
    const rest = restingDocuments();
    const before = rest(named("a.events.yml"));
    assert.equal(before.documents[0]?.root?.span.end, named("a.events.yml").documents[0]?.root?.span.end);
    const after = rest(readDocument("a.events.yml", "from: x\n"));
    assert.equal(after.documents[0]?.root?.span.end, 7);
    assert.equal(before.comments.length, 1);
  });

  it("leaves no trees behind for a full collection of garbage", () => {
    const rest = restingDocuments();
    const long = `events:\n${"  - {name: order_placed, at: placed_at}\n".repeat(40)}`;
    const documents = Array.from({ length: 2000 }, (_, n) => rest(readDocument(`${n}.events.yml`, long)));
    const before = oldMegabytes();
    let read = 0;
    for (const { documents: trees } of documents) read += trees.length;
    assert.equal(read, documents.length);
    const left = oldMegabytes() - before;
    assert.ok(left < 8, `${left.toFixed(0)} MB`);
  });
});

/** What has outlived the small collections, whether anybody still holds it or not. */
function oldMegabytes(): number {
  const old = getHeapSpaceStatistics().find(({ space_name }) => space_name === "old_space");
  return (old?.space_used_size ?? 0) / 2 ** 20;
}
