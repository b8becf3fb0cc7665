import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

const project = `eventspec: 1
name: t
connection: dev
connections: {dev: {type: duckdb, files: {'shop.*': 'data/*.csv'}}}
rules: {extends: minimal}
`;
const orders = "order_id,status,total_cents,ordered_at,note\n1,paid,1250,2025-03-01 10:00:00,hello\n";
const head = `from: shop.orders
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    properties: &p1
      total: o.total_cents
  order_opened:
    at: o.ordered_at
    properties: &p2
      note: o.note
  order_paid:
    at: o.ordered_at
`;

describe("merge keys", () => {
  const merges = [
    ["    properties:\n      <<: *p1\n      <<: *p2\n", [16, 17]],
    ["    properties:\n      <<: [*p1, *p2]\n", [16]],
    ["    properties: {<<: *p1, own: o.status}\n", [15]],
    ["    <<: {where: o.status = 'paid'}\n", [15]],
    ["    properties: {}\n  <<: {order_sent: {at: o.ordered_at}}\n", [16]],
  ] as const;
  for (const [merge, lines] of merges)
    it(`are one finding each, at themselves and nowhere else: ${JSON.stringify(merge)}`, async () => {
      const folder = await temporaryFolder({
        "eventspec.yml": project,
        "a.events.yml": head + merge,
        "data/orders.csv": orders,
      });
      try {
        const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
        const { findings } = readCheck(stdout);
        assert.deepEqual(
          findings.map(({ range, message }) => [range?.start.line, message]),
          lines.map((line) => [line, 'Merge keys ("<<") are not part of YAML 1.2.']),
        );
      } finally {
        await folder.remove();
      }
    });
});
