import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readPreview } from "../support/contracts.ts";

const project = `eventspec: 1
name: till
connection: files
connections:
  files: {type: duckdb, files: {'shop.*': 'data/*.csv'}}
entities: {customer: {type: integer}}
rules: {extends: minimal}
`;

const spec = `from: shop.orders
as: o
key: o.id
entities: {customer: o.customer}
events:
  order_placed:
    at: o.at
    where: o.total > 0
    properties: {total: o.total}
    tests: [not_null: [total]]
    examples:
      - name: from the web
        given: {shop.orders: [{id: 1, customer: 7, at: 2026-01-01 10:00, total: 5}]}
        expect: [{total: 5}]
---
from: shop.receipts
as: r
key: r.id
entities: {customer: r.customer}
events:
  order_placed:
    also: true
    at: r.at
    properties: {total: r.amount}
    tests: [not_null: [total]]
    examples:
      - name: from the till
        given: {shop.receipts: [{id: 1, customer: 7, at: 2026-01-01 10:00, amount: 6}]}
        expect: [{total: 6}]
---
from: shop.reviews
as: v
key: v.id
entities: {customer: v.customer}
events:
  review_written:
    at: v.at
    tests: [follows: {event: order_placed, by: customer}]
`;

describe("an event that two documents give", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const run = (...args: string[]) => runHere(args, { cwd: folder.path });

  before(async () => {
    folder = await temporaryFolder({
      "eventspec.yml": project,
      "shop.events.yml": spec,
      "data/orders.csv": "id,customer,at,total\n1,7,2026-01-01 10:00:00,5\n2,8,2026-01-02 10:00:00,0\n",
      "data/receipts.csv": "id,customer,at,amount\n1,9,2026-01-03 10:00:00,6\n2,9,2026-01-04 10:00:00,\n",
      "data/reviews.csv": "id,customer,at\n1,7,2026-01-05 10:00:00\n2,9,2026-01-05 10:00:00\n",
    });
  });
  after(() => folder.remove());

  it("is right as it stands", async () => {
    const { code, stdout } = await run("check", "--require-warehouse");
    assert.deepEqual([code, stdout], [0, "No findings in 2 files.\n"]);
  });

  it("is previewed out of both, each row with an id of its own, and rows are counted in both", async () => {
    const { stdout } = await run("preview", "order_placed", "--format", "json");
    const { rows } = readPreview(stdout);
    assert.deepEqual(
      rows.map(({ source, source_key, total }) => [source, source_key, total]),
      [
        ["shop.orders", "1", 5],
        ["shop.receipts", "1", 6],
        ["shop.receipts", "2", null],
      ],
    );
    assert.equal(new Set(rows.map((row) => row.event_id)).size, 3);
    const shown = await run("preview", "order_placed", "--why");
    assert.match(shown.stdout, /^shop\.orders 2 → event's where 1 → events 1$/m);
    assert.match(shown.stdout, /^shop\.receipts 2 → events 2$/m);
  });

  it("is profiled out of both", async () => {
    const { stdout } = await run("profile", "order_placed");
    assert.match(stdout, /^order_placed {2}3 events/);
    assert.match(stdout, /^shop\.receipts 2 → events 2$/m);
  });

  it("is tested in each document, with its own examples, and is followed by others wherever it comes from", async () => {
    const { stdout } = await run("test", "--format", "json");
    const { results } = JSON.parse(stdout) as { results: { id: string; status: string }[] };
    const status = new Map(results.map((result) => [result.id, result.status]));
    assert.equal(status.size, results.length, "each check has an id of its own");
    assert.equal(status.get("order_placed:not_null:total"), "passed");
    assert.equal(status.get("order_placed (shop.receipts):not_null:total"), "failed");
    assert.equal(status.get("order_placed:example:from the web"), "passed");
    assert.equal(status.get("order_placed (shop.receipts):example:from the till"), "passed");
    assert.equal(status.get("review_written:follows:order_placed"), "passed");
    assert.match((await run("test")).stdout, /✗ order_placed \(shop\.receipts\)/);
  });

  it("keeps the ids of the first document, whatever others give", async () => {
    const ids = async () =>
      readPreview((await run("preview", "order_placed", "--format", "json")).stdout).rows;
    const [both] = await ids();
    await writeFile(join(folder.path, "shop.events.yml"), spec.split("---\n")[0] ?? "");
    const [alone] = await ids();
    assert.equal(both?.event_id, alone?.event_id);
    await writeFile(join(folder.path, "shop.events.yml"), spec);
  });

  it("is a mistake without `also`, which its finding offers", async () => {
    await writeFile(join(folder.path, "shop.events.yml"), spec.replace("    also: true\n", ""));
    const { stdout } = await run("check", "--format", "json");
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; hint: string }[] };
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["duplicate-event-name"],
    );
    assert.match(findings[0]?.hint ?? "", /write `also: true` in the second/);
    await writeFile(join(folder.path, "shop.events.yml"), spec);
  });
});
