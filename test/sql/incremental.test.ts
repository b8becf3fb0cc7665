import assert from "node:assert/strict";
import fc from "fast-check";
import type { Project } from "../../server/src/project/types.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { incrementScripts } from "../../server/src/sql/incrementScript.ts";
import { asSet, duckDbSession, type Session } from "../support/goldenDuckDb.ts";
import { idAndTimeTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const spec = (version: number) => `
from: orders
as: o
key: o.order_id
timezone: Europe/Brussels
loaded_at: o.loaded_at
entities: {customer: o.customer_id}
properties: {status: o.status}
events:
  order_placed: {at: o.ordered_at, version: ${version}}
  order_shipped: {at: o.shipped_at, where: o.status <> 'cancelled'}
  order_due: {at: o.shipped_at + interval '2 hours', scheduled: true, lookback: 9 weeks}
  order_lately: {at: o.ordered_at, history: {last: 1 day}}
  order_before_today: {at: o.ordered_at, history: {until: today}}
  customer_converted: {at: o.ordered_at, once_per: [o.customer_id]}
  status_changed: {at: o.ordered_at, changes: {value: o.status, per: o.customer_id}}
  order_followed: {at: o.ordered_at, sequence: {per: o.customer_id, gap: 1 day}, properties: {before: previous.status, nth: sequence.number_in_session}}
  order_settled: {at: o.ordered_at, variants: {by: o.status, names: {paid: order_paid, cancelled: order_cancelled}, otherwise: skip}}
---
from: orders
as: o
key: o.order_id
timezone: Europe/Brussels
loaded_at: o.loaded_at
entities: {customer: o.customer_id}
join:
  - {event: order_placed, as: placed, by: customer}
  - {event: status_changed, as: changed, by: customer, pick: first, within: 1 day}
events:
  order_followed_up: {at: o.shipped_at, properties: {placed: placed.source_key, status: placed.status, changed: changed.status}}
---
from: arrivals
as: a
key: a.id
entities: {customer: a.id % 3}
loaded_at: a.arrived_at
properties: {status: {value: arrived}}
events:
  order_placed: {also: true, at: a.arrived_at}
---
from: arrivals
as: a
key: a.id
lookback: 3 hours
events:
  parcel_arrived: {at: a.arrived_at}
`;

const types = {
  order_id: "bigint",
  customer_id: "bigint",
  status: "varchar",
  ordered_at: "timestamp",
  shipped_at: "timestamp",
  loaded_at: "timestamptz",
};

interface Order {
  readonly id: number;
  readonly customer: number;
  readonly status: string;
  /** Hours from the first load. */
  readonly ordered: number | null;
  readonly shipped: number | null;
}

interface Load {
  readonly orders: readonly Order[];
  /** How many hours late each parcel is told of. */
  readonly parcels: readonly number[];
}

const hour = 3_600_000;
const start = Date.parse("2026-03-28T12:00:00Z");
const at = (hours: number) => new Date(start + hours * hour).toISOString().replace("T", " ").replace("Z", "");

const orders = fc.record({
  id: fc.integer({ min: 1, max: 6 }),
  customer: fc.integer({ min: 1, max: 3 }),
  status: fc.constantFrom("open", "paid", "cancelled"),
  ordered: fc.option(fc.integer({ min: -30, max: 60 })),
  shipped: fc.option(fc.integer({ min: -30, max: 60 })),
});
const loads = fc.array(
  fc.record({
    orders: fc.array(orders, { maxLength: 4 }),
    parcels: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** What was planned is called off while all of it still lies ahead. */
const unplanned: Load[] = [10, null].map((shipped) => ({
  orders: [{ id: 2, customer: 1, status: "open", ordered: null, shipped }],
  parcels: [],
}));

/** What was ordered lately no longer was when nothing of it has been loaded again. */
const past: Load[] = [-5, 5, undefined].map((ordered, at) => ({
  orders: ordered === undefined ? [] : [{ id: at + 1, customer: 1, status: "open", ordered, shipped: null }],
  parcels: [],
}));

/** A load replaces the rows that it brings again. */
async function receive(session: Session, { orders: rows, parcels }: Load, number: number): Promise<void> {
  const now = number * 10;
  for (const { id, customer, status, ordered, shipped } of rows) {
    const time = (hours: number | null) => (hours === null ? "null" : `'${at(hours)}'`);
    await session.run(`delete from orders where order_id = ${id}`);
    await session.run(
      `insert into orders values (${id}, ${customer}, '${status}', ${time(ordered)}, ${time(shipped)}, '${at(now)}+00')`,
    );
  }
  for (const [index, late] of parcels.entries())
    await session.run(`insert into arrivals values (${number * 10 + index}, '${at(now - late)}')`);
}

async function bringUpToDate(session: Session, project: Project, now: string): Promise<void> {
  const { scripts, findings } = incrementScripts(project, {
    dialect: "duckdb",
    layout: "narrow",
    now,
    types: idAndTimeTypes,
  });
  assert.deepEqual(findings, []);
  for (const { statements } of scripts) for (const statement of statements) await session.run(statement);
}

async function contents(session: Session, sql: string): Promise<string[]> {
  return asSet(await session.rows(`select * from (${sql}) order by event_id`));
}

describe("increments", function () {
  this.timeout(60_000);

  it("come to what one whole run gives, however rows arrive", async () => {
    const projects = await Promise.all(
      [1, 2].map((version) =>
        projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec(version) }),
      ),
    );
    const [first, raised] = projects;
    assert.ok(first && raised);
    await fc.assert(
      fc.asyncProperty(loads, fc.nat({ max: 5 }), fc.boolean(), async (history, raisedAt, again) => {
        const session = await duckDbSession();
        try {
          const columns = Object.entries(types).map(([name, type]) => `${name} ${type}`);
          await session.run(`create table orders (${columns.join(", ")})`);
          await session.run("create table arrivals (id bigint, arrived_at timestamp)");
          const whole = (project: Project, now: string) =>
            compile(project, { dialect: "duckdb", layout: "narrow", now, types: idAndTimeTypes }).relations[0]
              ?.sql ?? "";
          for (const [index, load] of history.entries()) {
            const now = `${at(index * 10)}Z`.replace(" ", "T");
            const project: Project = index >= raisedAt ? raised : first;
            await receive(session, load, index);
            await bringUpToDate(session, project, now);
            if (again) await bringUpToDate(session, project, now);
            assert.deepEqual(
              await contents(session, "from events"),
              await contents(session, whole(project, now)),
            );
          }
        } finally {
          session.close();
        }
      }),
      {
        numRuns: 15,
        examples: [
          [unplanned, 0, false],
          [past, 5, false],
        ],
      },
    );
  });
});
