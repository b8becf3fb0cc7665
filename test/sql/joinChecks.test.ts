import assert from "node:assert/strict";
import { joinChecks } from "../../server/src/sql/joinChecks.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

const spec = `
from: orders
as: o
key: o.id
where: not o.is_test
for_each: {item: line, in: o.lines}
join:
  - {from: customers, as: c, on: c.id = o.customer_id}
  - from: plans
    as: p
    on: p.customer_id = c.id
    as_of: {start: p.valid_from, end: p.valid_to}
  - {from: owners, as: w, on: w.customer_id = c.id, as_of: {start: w.since}}
events:
  order_placed: {at: o.ordered_at, where: p.plan <> 'none'}
`;

const tables = [
  "create table orders as select * from (values (1, 1, timestamp '2026-01-10', false, ['a', 'b']), (2, 2, timestamp '2026-01-10', false, ['a']), (3, 3, timestamp '2026-01-10', true, ['a'])) as t(id, customer_id, ordered_at, is_test, lines)",
  "create table customers as select * from (values (1), (2), (3), (3)) as t(id)",
  "create table plans as select * from (values (1, 'a', timestamp '2026-01-01', timestamp '2026-01-05'), (1, 'b', timestamp '2026-01-05', null), (2, 'a', timestamp '2026-01-01', null), (2, 'b', timestamp '2026-01-10', null)) as t(customer_id, plan, valid_from, valid_to)",
  "create table owners as select * from (values (1, timestamp '2026-01-01'), (1, timestamp '2026-01-02')) as t(customer_id, since)",
];

describe("join checks", () => {
  it("count what each join adds, rows of the event alone", async () => {
    const session = await duckDbSession();
    try {
      for (const table of tables) await session.run(table);
      const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
      const [event] = project.events;
      assert.ok(event);
      const found: Record<string, unknown> = {};
      for (const { alias, sql } of joinChecks(project, event, "duckdb"))
        found[alias] = (await session.rows(sql))[0]?.extra_rows;
      // Customer 3 is there twice but only test orders ask for it; plans of customer 2 overlap on the day of its order.
      assert.deepEqual(found, { c: "0", p: "1" });
    } finally {
      session.close();
    }
  });
});
