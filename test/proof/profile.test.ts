/** A profile of generated rows agrees with a plain computation over them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { profiled } from "../support/profiled.ts";
import "../support/randomness.ts";

const row = fc.record({
  channel: fc.option(fc.constantFrom("web", "app", "fax"), { freq: 4 }),
  total: fc.option(fc.integer({ min: -20, max: 300 }), { freq: 4 }),
  hour: fc.integer({ min: 0, max: 60 }),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

function spec(rows: readonly Row[]): string {
  const listed = rows.map(({ channel, total, hour }, id) => {
    const time = new Date(Date.UTC(2026, 0, 5, hour)).toISOString().slice(0, 19).replace("T", " ");
    return `(${id}, ${channel === null ? "null" : `'${channel}'`}, ${total}, timestamp '${time}')`;
  });
  const none = "(null, cast(null as varchar), cast(null as integer), cast(null as timestamp))";
  return `from: {sql: "select * from (values ${[...listed, none].join(", ")}) as t(id, channel, total, at_time)"}
as: o
key: o.id
properties: {channel: o.channel, total: {sql: o.total, type: integer}}
events: {happened: {at: o.at_time}}
`;
}

const known = <T>(values: readonly (T | null)[]): T[] =>
  values.flatMap((value) => (value === null ? [] : [value]));

describe("a profile of generated rows", function () {
  this.timeout(120_000);
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  it("agrees with a plain computation", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const { profile, why } = await profiled({ "a.events.yml": spec(rows) }, "happened", connection);
        const [channel, total] = profile.columns;
        const channels = known(rows.map((one) => one.channel));
        const totals = known(rows.map((one) => one.total));
        assert.equal(profile.events, rows.length);
        assert.equal(
          profile.days.reduce((sum, { events }) => sum + events, 0),
          rows.length,
        );
        assert.deepEqual(
          [channel?.nulls, channel?.distinct, total?.nulls, total?.distinct],
          [
            rows.length - channels.length,
            new Set(channels).size,
            rows.length - totals.length,
            new Set(totals).size,
          ],
        );
        const counted = new Map(
          ["web", "app", "fax"].map((name) => [name, channels.filter((one) => one === name).length]),
        );
        assert.deepEqual(
          new Map(channel?.top.map(({ value, events }) => [value, events])),
          new Map([...counted].filter(([, count]) => count > 0)),
        );
        const ends =
          totals.length > 0 ? [`${Math.min(...totals)}`, `${Math.max(...totals)}`] : [undefined, undefined];
        assert.deepEqual([total?.min, total?.max], ends);
        assert.deepEqual(
          why?.notes.map(({ kind, rows: left }) => [kind, left]).find(([kind]) => kind === "no_time"),
          ["no_time", 1],
        );
      }),
      { numRuns: 40 },
    );
  });
});
