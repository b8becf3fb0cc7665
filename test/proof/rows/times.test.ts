/** Tests of when events happened, over times at the edges of a window and of a calendar. */
import assert from "node:assert/strict";
import type { TestRequest } from "../../../server/src/tasks/test/types.ts";
import type { Connection } from "../../../server/src/warehouse/types.ts";
import { open } from "../../support/connections.ts";
import { projectOf } from "../../support/memoryProject.ts";
import { prove } from "../../support/prove.ts";

describe("tests of times", () => {
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  /** Status and message of each check by kind and name, at the first of February 2026. In: times as DuckDB casts them. */
  async function told(
    times: readonly string[],
    tests: readonly string[],
    { window = {}, scheduled = false }: { window?: TestRequest["window"]; scheduled?: boolean } = {},
  ): Promise<Readonly<Record<string, readonly [string, string]>>> {
    const rows = times.map((time, at) => `(${at}, timestamp '${time}')`).join(", ");
    const spec = `from: {sql: "select * from (values ${rows}) as t(id, at_)"}
as: o
key: o.id
events:
  seen: {at: o.at_, scheduled: ${scheduled}, tests: [${tests.map((test) => `{${test}}`).join(", ")}]}
`;
    const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
    const results = await prove(project, connection, { window });
    return Object.fromEntries(
      [...results.values()].map(({ check, status, message }) => [
        `${check.subject.kind} ${check.name}`,
        [status, message],
      ]),
    );
  }

  const pers = ["hour", "day", "week", "month"];
  const everyPeriod = pers.map((per) => `volume: {per: ${per}, min: 0}`);

  for (const time of ["0044-03-15 (BC) 10:00:00", "10044-03-15 10:00:00", "infinity", "-infinity"])
    it(`can't count periods beside ${time}, which no calendar of theirs has`, async () => {
      const found = await told(["2026-01-05 10:00:00", time], everyPeriod, { scheduled: true });
      for (const per of pers) {
        const [status, message] = found[`volume per ${per}`] ?? [];
        assert.equal(status, "error", per);
        assert.match(String(message), /no calendar of four digits a year has, as .*null_values/);
      }
    });

  for (const time of ["10044-03-15 10:00:00", "infinity"])
    it(`don't call ${time} fresh`, async () => {
      const found = await told(["2026-01-05 10:00:00", time], ["fresh: 4 weeks"], { scheduled: true });
      assert.equal(found["fresh within 4 weeks"]?.[0], "error");
    });

  it("count as far as 300,000 periods, and say that there are more", async () => {
    const found = await told(["0001-01-01 10:00:00", "2026-01-05 10:00:00"], everyPeriod);
    assert.deepEqual(
      pers.map((per) => found[`volume per ${per}`]?.[0]),
      ["error", "error", "passed", "passed"],
    );
    assert.match(
      String(found["volume per day"]?.[1]),
      /in 0001, there are more than 300,000 days: .*`since`/,
    );
  });

  it("count from the first event on, in a window that begins before it, too", async () => {
    const times = [
      "2026-01-28 10:00:00",
      "2026-01-29 10:00:00",
      "2026-01-30 10:00:00",
      "2026-01-31 10:00:00",
    ];
    const window = { since: "2025-11-01T00:00:00.000Z" };
    const tests = ["volume: {per: day, min: 1}"];
    const whole = await told(times, tests);
    assert.equal(whole["volume per day"]?.[0], "passed");
    assert.deepEqual(await told(times, tests, { window }), whole);
    const without = times.filter((time) => !time.includes("-30"));
    assert.equal((await told(without, tests, { window }))["volume per day"]?.[0], "failed");
  });

  it("have a verdict each for bounds and for what is unusual", async () => {
    const found = await told(
      ["2026-01-28 10:00:00", "2026-01-29 10:00:00", "2026-01-30 10:00:00", "2026-01-31 10:00:00"],
      ["volume: {per: day, min: 1, unusual: 4}", "volume: {per: week, unusual: 4}"],
    );
    assert.equal(found["volume per day"]?.[0], "passed");
    assert.equal(found["volume per day, unusual"]?.[0], "skipped");
    assert.equal(found["volume per week, unusual"]?.[0], "skipped");
    assert.equal(found["volume per week"], undefined);
  });

  it("don't say that no time lies in the future where a window hides it", async () => {
    const times = ["2026-01-05 10:00:00", "9999-12-31 00:00:00"];
    const name = "no_future no time lies in the future";
    assert.equal((await told(times, []))[name]?.[0], "failed");
    const since = { since: "2026-01-01T00:00:00.000Z" };
    assert.equal((await told(times, [], { window: since }))[name]?.[0], "failed");
    const found = await told(times, [], { window: { ...since, until: "2026-01-20T00:00:00.000Z" } });
    assert.deepEqual(found[name], [
      "skipped",
      "The window has an end, and rows after it are not read, so nothing tells whether times lie in the future.",
    ]);
  });
});
