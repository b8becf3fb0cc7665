/** Edits of `setKey` in texts that are damaged: what they would write stands at a place of its own, or there is no edit. */
import assert from "node:assert/strict";
import { readDocument } from "../../../server/src/document/readDocument.ts";
import type { YamlNode, YamlPair } from "../../../server/src/document/types.ts";
import { setKey } from "../../../server/src/document/write/setKey.ts";

/** Found among 1,000,000 mutated texts: each had an edit that ran backwards. */
const damaged = [
  "events:\n  order_paid:\n    properties:\n      p: &a status\n  [    q: |\n        :x\n  order_sent:\n    at:o.shipped_at\n",
  "events:\n  order_placed: {at: ordered_at}\n  |-order_paid:\n    at: &a ordered_at\n    properties:  &a or{p: *a}\n  order_sent:\n    at: o.shped_at\n",
  "events:\n  order_paid:\n    properties:\n      p: &a status\n      q\n        :x\n  order_sent:\n    at: o.shipped_at\n",
  "events:\n  order_paid:\n    at: &a ordered_at\n    properties: &a ordered_a {p: *a}\n  ordered_at order_id\nevents:\n  order_placed: {at: or}\n",
  "events:\n  order_paid:\n    at: &time o.ordered_at\n    properties:\n      total: &sum o.total_cents\n &sum      again: *sum\n    tests:\n       - not_null: [total]\n",
  "events:\n  order_paid:\n    properties:\n      p: &a status\n      q: |t: description:ordered_at}\n  ord\n        ::x\n  order_sent:\n    at: o.shipped_at\n",
];

describe("setting a key", () => {
  for (const text of damaged)
    it(`runs forwards in ${JSON.stringify(text.slice(0, 60))}…`, () => {
      const document = readDocument("orders.events.yml", text);
      const pairs = document.documents.flatMap(({ root }) => (root ? pairsOf(root) : []));
      assert.ok(pairs.length > 3);
      for (const { key } of pairs)
        for (const where of ["first", "last"] as const) {
          let end = 0;
          for (const { span } of setKey(document, key.span, { key: "z", inline: "''" }, where) ?? []) {
            assert.ok(end <= span.start && span.start <= span.end, `${key.text}: ${JSON.stringify(span)}`);
            end = span.end;
          }
        }
    });
});

function pairsOf(node: YamlNode): YamlPair[] {
  if (node.kind === "list") return node.items.flatMap((item) => (item ? pairsOf(item) : []));
  if (node.kind !== "map") return [];
  return node.pairs.flatMap((pair) => [pair, ...(pair.value ? pairsOf(pair.value) : [])]);
}
