/** Verdicts over generated tables and specs agree with a plain computation over the same rows. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";
import "../support/randomness.ts";

const hour = 3600_000;
const start = Date.UTC(2026, 0, 1);
const now = start + 14 * 24 * hour;

interface Row {
  readonly id: number | null;
  readonly customer: number | null;
  /** Hours after the start; null; far in the future where it is over 20 days. */
  readonly placed: number | null;
  readonly paid: number | null;
  readonly total: number | null;
  readonly channel: string | null;
  readonly test: boolean | null;
}

const rows = fc.array(
  fc.record({
    id: fc.option(fc.integer({ min: 1, max: 25 }), { freq: 9 }),
    customer: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 6 }),
    placed: fc.option(
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 13 * 24 }) },
        { weight: 1, arbitrary: fc.integer({ min: 370, max: 1000 }) },
      ),
      { freq: 9 },
    ),
    paid: fc.option(fc.integer({ min: 0, max: 13 * 24 }), { freq: 3 }),
    total: fc.option(fc.integer({ min: -2, max: 6 }), { freq: 9 }),
    channel: fc.option(fc.constantFrom("web", "app", "fax", "it's", "Web"), { freq: 6 }),
    test: fc.option(fc.boolean(), { freq: 6 }),
  }),
  { maxLength: 30 },
);

const settings = fc.record({
  min: fc.integer({ min: 0, max: 2 }),
  max: fc.integer({ min: 1, max: 4 }),
  fresh: fc.integer({ min: 1, max: 14 }),
  within: fc.option(fc.integer({ min: 1, max: 200 })),
  tolerance: fc.constantFrom(0, 20, 60),
  by: fc.constantFrom("key", "customer"),
  least: fc.integer({ min: -1, max: 3 }),
  where: fc.boolean(),
});

type Settings = typeof settings extends fc.Arbitrary<infer S> ? S : never;

const time = (hours: number | null) =>
  hours === null
    ? "cast(null as timestamp)"
    : `timestamp '${new Date(start + hours * hour).toISOString().slice(0, 19).replace("T", " ")}'`;
const text = (value: string | null) => (value === null ? "null" : `'${value.replaceAll("'", "''")}'`);

function source(table: readonly Row[]): string {
  const listed = table.map(
    ({ id, customer, placed, paid, total, channel, test }) =>
      `(${id}, ${customer}, ${time(placed)}, ${time(paid)}, ${total}, ${text(channel)}, ${test})`,
  );
  const none =
    "(cast(null as bigint), cast(null as bigint), cast(null as timestamp), cast(null as timestamp), cast(null as bigint), cast(null as varchar), true)";
  const names = "id, customer, placed, paid, total, channel, test";
  return `select * from (values ${[...listed, none].join(", ")}) as t(${names}) ${table.length === 0 ? "where false" : ""}`;
}

function spec(
  table: readonly Row[],
  { min, max, fresh, within, tolerance, by, least, where }: Settings,
): string {
  const narrowed = where ? "\n    where: o.total is not null" : "";
  return `
from:
  sql: |-
    ${source(table)}
as: o
key: o.id
where: not o.test
entities: {customer: o.customer}
properties:
  total: {sql: o.total, type: integer, required: true}
  channel: {sql: o.channel, type: string, values: [web, app, "it's"]}
events:
  order_placed:
    at: o.placed${narrowed}
    tests:
      - not_null: [customer, channel]
      - unique: [customer, total]
      - volume: {per: day, min: ${min}, max: ${max}}
      - fresh: ${fresh} days
      - rows: {name: enough, where: total < ${least}}
  order_paid:
    at: o.paid
    tests:
      - follows: {event: order_placed, by: ${by}, tolerance: ${tolerance}%${within === null ? "" : `, within: ${within} hours`}}
`;
}

/** Status and number of failing rows, computed from the rows alone. */
function expected(table: readonly Row[], options: Settings): Record<string, readonly [string, number?]> {
  const real = table.filter(({ test }) => test === false);
  const kept = options.where ? real.filter(({ total }) => total !== null) : real;
  const at = (row: Row) => start + (row.placed ?? 0) * hour;
  const events = kept.filter((row) => row.placed !== null && at(row) <= now);
  const count = (failing: number): readonly [string, number?] =>
    events.length === 0 ? ["skipped"] : [failing === 0 ? "passed" : "failed", failing];
  const groups = (keyOf: (row: Row) => string | undefined) => {
    const sizes = new Map<string, number>();
    for (const row of events) {
      const key = keyOf(row);
      if (key !== undefined) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
    return [...sizes.values()].filter((size) => size > 1).reduce((sum, size) => sum + size, 0);
  };
  const future = kept.filter((row) => row.placed !== null && at(row) > now + 24 * hour).length;
  return {
    "order_placed unique_id event_id is unique and not null": count(
      groups(({ id }) => (id === null ? undefined : String(id))) +
        events.filter(({ id }) => id === null).length,
    ),
    "order_placed no_future no time lies in the future": [future === 0 ? "passed" : "failed", future],
    "order_placed required total is never null": count(events.filter(({ total }) => total === null).length),
    "order_placed values channel is one of 3 values": count(
      events.filter(({ channel }) => channel !== null && !["web", "app", "it's"].includes(channel)).length,
    ),
    "order_placed not_null customer, channel": count(
      events.filter(({ customer, channel }) => customer === null || channel === null).length,
    ),
    "order_placed unique customer, total": count(
      groups(({ customer, total }) =>
        customer === null || total === null ? undefined : `${customer} ${total}`,
      ),
    ),
    "order_placed rows enough": count(
      events.filter(({ total }) => total !== null && total < options.least).length,
    ),
    "order_placed volume per day": volume(events.map(at), options),
    [`order_placed fresh within ${options.fresh} day${options.fresh === 1 ? "" : "s"}`]: [
      events.length > 0 && now - Math.max(...events.map(at)) <= options.fresh * 24 * hour
        ? "passed"
        : "failed",
    ],
    "order_paid follows order_placed": follows(real, events, options),
  };
}

function volume(times: readonly number[], { min, max }: Settings): readonly [string, number?] {
  if (times.length === 0) return min > 0 ? ["failed"] : ["skipped"];
  const dayOf = (moment: number) => Math.floor(moment / (24 * hour));
  const first = Math.min(...times.map(dayOf));
  const days = Array.from({ length: Math.max(0, dayOf(now) - first - 1) }, (_, n) => first + 1 + n);
  if (days.length === 0) return ["skipped"];
  const wrong = days.filter((day) => {
    const count = times.filter((moment) => dayOf(moment) === day).length;
    return count < min || count > max;
  }).length;
  return [wrong === 0 ? "passed" : "failed", wrong];
}

function follows(
  real: readonly Row[],
  placed: readonly Row[],
  { by, within, tolerance }: Settings,
): readonly [string, number?] {
  const key = (row: Row) => (by === "key" ? row.id : row.customer);
  const paid = real.filter((row) => row.paid !== null && key(row) !== null);
  if (paid.length === 0) return ["skipped"];
  const failing = paid.filter(
    (row) =>
      !placed.some(
        (other) =>
          key(other) === key(row) &&
          (other.placed ?? 0) <= (row.paid ?? 0) &&
          (within === null || (other.placed ?? 0) >= (row.paid ?? 0) - within),
      ),
  ).length;
  return [failing / paid.length > tolerance / 100 ? "failed" : "passed", failing];
}

describe("verdicts over generated rows", () => {
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  it("agree with a plain computation", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(rows, settings, async (table, options) => {
        const project = await projectOf({
          "eventspec.yml": "eventspec: 1\nname: p\nentities: {customer: {type: integer}}\n",
          "a.events.yml": spec(table, options),
        });
        const results = await prove(project, connection, { now: new Date(now).toISOString() });
        const wanted = expected(table, options);
        const found = Object.fromEntries(
          Object.keys(wanted).map((name) => {
            const result = results.get(name);
            return [
              name,
              result && [result.status, ...(result.failing === undefined ? [] : [result.failing])],
            ];
          }),
        );
        assert.deepEqual(found, wanted);
      }),
      { numRuns: 120 },
    );
  });
});
