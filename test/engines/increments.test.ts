/** What brings tables of events up to date, run by Postgres: the same events as one whole run, in loads that come late, twice and changed. */
import assert from "node:assert/strict";
import pg from "pg";
import { compile } from "../../server/src/sql/compile.ts";
import { incrementScripts } from "../../server/src/sql/incrementScript.ts";
import { idAndTimeTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

const spec = (version: number) => `from: orders
as: o
key: o.order_id
loaded_at: o.loaded_at
entities: {customer: o.customer_id}
properties: {status: o.status}
events:
  order_placed: {at: o.ordered_at, version: ${version}}
  order_cancelled: {at: o.ordered_at, where: o.status = 'cancelled'}
  order_lately: {at: o.ordered_at, history: {last: 1 day, until: today}}
  customer_converted: {at: o.ordered_at, once_per: o.customer_id}
  status_changed: {at: o.ordered_at, changes: {value: o.status, per: o.customer_id}}
`;

/** By load: the run's moment, rows as id, customer, status, time, and the version of an event. */
const loads = [
  { now: "2026-01-02T12:00:00Z", rows: ["(1, 7, 'paid', '2026-01-01 20:00')", "(2, 8, 'paid', null)"] },
  // Late, before all others; and one that is planned.
  { now: "2026-01-02T18:00:00Z", rows: ["(3, 7, 'open', '2025-12-01')", "(4, 8, 'open', '2026-01-03')"] },
  // One is no event any more, one is a cancelled one now; what was planned has come.
  { now: "2026-01-03T12:00:00Z", rows: ["(1, 7, 'paid', null)", "(3, 7, 'cancelled', '2025-12-01')"] },
  { now: "2026-01-04T12:00:00Z", rows: [], version: 2 },
  { now: "2026-02-04T12:00:00Z", rows: ["(5, 9, 'paid', '2026-02-04')"], version: 2 },
];

describe("increments on Postgres", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());

  it("come to what one whole run gives, and to the same when they run again", async () => {
    const { host, port, user, database } = server;
    const client = new pg.Client({ host, port, user, database });
    await client.connect();
    const ordered = async (sql: string) =>
      (await client.query(`select to_jsonb(r)::text as row from (${sql}) as r order by 1`)).rows;
    try {
      await client.query(
        "create table orders (order_id bigint primary key, customer_id bigint, status text, ordered_at timestamp, loaded_at timestamptz)",
      );
      for (const { now, rows, version = 1 } of loads) {
        const project = await projectOf({
          "eventspec.yml": "eventspec: 1\nname: p\n",
          "a.events.yml": spec(version),
        });
        const options = { dialect: "postgres", layout: "narrow", now, types: idAndTimeTypes } as const;
        for (const row of rows)
          await client.query(
            `insert into orders select v.id, v.customer, v.status, v.at::timestamp, '${now}' from (values ${row}) as v (id, customer, status, at) ` +
              "on conflict (order_id) do update set customer_id = excluded.customer_id, status = excluded.status, ordered_at = excluded.ordered_at, loaded_at = excluded.loaded_at",
          );
        const [script] = incrementScripts(project, options).scripts;
        const [whole] = compile(project, options).relations;
        for (let run = 0; run < 2; run++) {
          await client.query(script?.sql ?? "");
          assert.deepEqual(
            await ordered("select * from events"),
            await ordered((whole?.sql ?? "").trimEnd()),
            now,
          );
        }
      }
      assert.equal((await client.query("select 1 from events where event = 'order_placed'")).rowCount, 3);
    } finally {
      await client.end();
    }
  });
});
