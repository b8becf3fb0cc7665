/** Reconciliations over generated tables agree with a plain computation over the same rows. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";
import "../support/randomness.ts";

const start = Date.UTC(2025, 11, 29);
const hour = 3600_000;

interface Row {
  readonly id: number;
  readonly hours: number;
  /** In hundredths. */
  readonly cents: number | null;
}

const table = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 40 }),
    hours: fc.integer({ min: 0, max: 40 * 24 }),
    cents: fc.option(fc.integer({ min: -500, max: 500 }), { freq: 5 }),
  }),
  { maxLength: 25, selector: ({ id }) => id },
);

/** What the report says: the same rows, some left out and some with another number. */
const setting = fc.record({
  rows: table,
  lost: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  off: fc.integer({ min: -2, max: 2 }),
  per: fc.option(fc.constantFrom("day", "week", "month")),
  measure: fc.constantFrom("count", "sum"),
  tolerance: fc.constantFrom("0", "1", "0.5", "10%", "100%"),
  keyed: fc.boolean(),
});

type Setting = typeof setting extends fc.Arbitrary<infer S> ? S : never;

const dayOf = (hours: number): string => new Date(start + hours * hour).toISOString().slice(0, 10);

function periodOf(hours: number, per: string | null): string {
  const day = dayOf(hours);
  if (per === "month") return `${day.slice(0, 7)}-01`;
  if (per !== "week") return per === "day" ? day : "";
  const time = Date.parse(day);
  return new Date(time - ((new Date(time).getUTCDay() + 6) % 7) * 24 * hour).toISOString().slice(0, 10);
}

function centsOf({ cents }: Row, { measure }: Setting): number {
  return measure === "count" ? 100 : (cents ?? 0);
}

/** In hundredths by period; the report is off in its first period. */
function sums(rows: readonly Row[], one: Setting): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const period = periodOf(row.hours, one.per);
    found.set(period, (found.get(period) ?? 0) + centsOf(row, one));
  }
  return found;
}

const decimal = (cents: number): string => (cents / 100).toFixed(2);

function reported(one: Setting): { rows: readonly Row[]; numbers: Map<string, number> } {
  const rows = one.rows.filter(({ id }) => !one.lost.includes(id));
  const numbers = sums(rows, one);
  const [first] = [...numbers.keys()].sort();
  if (!one.keyed && first !== undefined) numbers.set(first, (numbers.get(first) ?? 0) + one.off * 100);
  if (numbers.size === 0) numbers.set(one.per ? periodOf(0, one.per) : "", 0);
  return { rows, numbers };
}

function query(one: Setting): string {
  const { rows, numbers } = reported(one);
  const columns = [...(one.keyed ? ["id"] : []), ...(one.per ? [one.per] : []), "value"];
  const listed = one.keyed
    ? rows.map((row) => [
        row.id,
        ...(one.per ? [`date '${periodOf(row.hours, one.per)}'`] : []),
        decimal(centsOf(row, one)),
      ])
    : [...numbers].map(([period, cents]) => [...(one.per ? [`date '${period}'`] : []), decimal(cents)]);
  return `select * from (values ${listed.map((cells) => `(${cells.join(", ")})`).join(", ")}) as t(${columns.join(", ")})`;
}

function spec(one: Setting): string {
  const listed = one.rows.map(
    ({ id, hours, cents }) =>
      `(${id}, timestamp '${new Date(start + hours * hour).toISOString().slice(0, 19).replace("T", " ")}', ${cents})`,
  );
  const none = "(cast(null as integer), cast(null as timestamp), cast(null as integer))";
  const source = `select * from (values ${[...listed, none].join(", ")}) as t(id, at_time, cents) where id is not null`;
  const measure = one.measure === "count" ? "count" : "{sum: amount}";
  const keys = `${one.per ? `, per: ${one.per}` : ""}${one.keyed ? ", key: id" : ""}`;
  return `
from: {sql: "${source}"}
as: o
key: o.id
properties:
  amount: {sql: o.cents / 100.0, type: 'decimal(12,2)'}
events:
  happened:
    at: o.at_time
    reconcile:
      - {name: n, sql: "${query(one)}", measure: ${measure}, tolerance: ${one.tolerance}${keys}}
`;
}

/** How many periods, or totals, differ by more than the tolerance. */
function wrongOf(one: Setting): number {
  const own = sums(one.rows, one);
  const { numbers } = reported(one);
  const allowed = (expected: number): number => {
    const size = Number.parseFloat(one.tolerance);
    return one.tolerance.endsWith("%") ? (Math.abs(expected) * size) / 100 : size * 100;
  };
  return [...new Set([...own.keys(), ...numbers.keys()])].filter((period) => {
    const expected = numbers.get(period) ?? 0;
    return Math.abs((own.get(period) ?? 0) - expected) > allowed(expected) + 1e-9;
  }).length;
}

describe("reconciliation of generated tables", function () {
  this.timeout(120_000);
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  it("agrees with a plain computation", async () => {
    await fc.assert(
      fc.asyncProperty(setting, async (one) => {
        // A query with a key and no row returns nothing, which is an error.
        if (one.keyed && reported(one).rows.length === 0) return;
        const project = await projectOf({
          "eventspec.yml": "eventspec: 1\nname: p\n",
          "a.events.yml": spec(one),
        });
        const results = await prove(project, connection, {
          now: "2026-04-01T00:00:00.000Z",
          isWanted: ({ part }) => part === "reconcile",
        });
        const result = results.get("happened reconcile n");
        const wrong = wrongOf(one);
        assert.equal(result?.status, wrong > 0 ? "failed" : "passed", result?.message);
        if (one.per) assert.equal(result?.failing, wrong, result?.message);
        if (one.keyed) {
          const lost = one.rows.filter(({ id }) => one.lost.includes(id)).length;
          const told = result?.details?.join("\n") ?? "";
          assert.ok(
            lost === 0 ? told.includes("same keys") : told.includes(`Only the event has ${lost} key`),
            told,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
