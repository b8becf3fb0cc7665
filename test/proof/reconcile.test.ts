import assert from "node:assert/strict";
import type { CheckResult } from "../../server/src/proof/results.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";
import { reconcileFiles, reconcileVerdicts } from "../support/reconcileCases.ts";
import { verdictsOf } from "../support/verdicts.ts";

describe("reconciliation", () => {
  let connection: Connection;
  let results: ReadonlyMap<string, CheckResult>;

  before(async () => {
    connection = await open("duckdb", {});
    results = await prove(await projectOf(reconcileFiles), connection);
  });
  after(() => connection?.close());

  const result = (name: string): CheckResult => {
    const found = results.get(name);
    assert.ok(found, name);
    return found;
  };

  it("passes, fails and can't be run, each for its own reason", () => {
    assert.deepEqual(verdictsOf(results, reconcileVerdicts), reconcileVerdicts);
  });

  it("says both numbers and how far they are apart", () => {
    const { message, expected, actual } = result("ordered reconcile other count");
    assert.equal(message, "The event has 6 and the query 7: 1 less (14.3 %).");
    assert.deepEqual([expected, actual], ["7", "6"]);
    assert.equal(
      result("ordered reconcile other sum").message,
      "The event has 42.6 and the query 42.600000001: 0.000000001 less (0 %).",
    );
  });

  it("shows the periods that differ, the largest difference first, and leaves out what has not ended", () => {
    const { message, shown } = result("ordered reconcile a day less");
    assert.match(
      message,
      /^3 of 4 days differ, most of all 2026-01-01: the event has 1 and the query 0, 1 more/,
    );
    assert.match(message, /1 day that had not ended is left out/);
    assert.deepEqual(
      shown?.columns.map(({ name }) => name),
      ["day", "in_event", "in_query", "difference"],
    );
    assert.deepEqual(shown?.rows[0], ["2026-01-01", 1, 0, 1]);
  });

  it("shows keys that one side has, counts all of them and says what was compared", () => {
    const { shown, details = [] } = result("ordered reconcile other keys");
    assert.deepEqual(shown?.rows, [
      ["5", "event"],
      ["8", "query"],
      ["6", "event"],
      ["9", "query"],
    ]);
    assert.match(details.join("\n"), /Only the event has 2 keys\.\nOnly the query has 2 keys\./);
    assert.match(details.join("\n"), /`id` of the query with `source_key` of the event, made of o\.order_id/);
    assert.match(details.join("\n"), /Not compared: 1 row of the query without one/);
    const byDay = result("ordered reconcile keys by day").details ?? [];
    assert.match(byDay.join("\n"), /Only the query has 1 key: 9\./);
  });

  it("masks keys that are private", () => {
    const { shown } = result("coded reconcile private keys");
    assert.deepEqual(shown?.masked, ["code"]);
    assert.ok(!JSON.stringify(shown).includes('"x"'));
  });

  it("says how to mend a query that can't be compared", () => {
    const of = (name: string) => result(`ordered reconcile ${name}`).message;
    assert.match(of("no such column"), /name it by `as value`/);
    assert.match(of("no day"), /no column day/);
    assert.match(of("null"), /coalesce/);
    assert.match(of("a day twice"), /2026-01-05 more than once: group it by day/);
    assert.match(of("a Tuesday"), /no Monday/);
    assert.match(of("two rows"), /2 rows: without `per`/);
    assert.match(of("no number"), /"many", which is no number/);
  });

  it("compares whole periods inside a window, and no total", async () => {
    const window = { since: "2026-01-05T12:00:00.000Z", until: "2026-01-07T00:00:00.000Z" };
    const within = await prove(await projectOf(reconcileFiles), connection, {
      window,
      isWanted: ({ name }) => ["same days", "same count"].includes(name),
    });
    const byDay = within.get("ordered reconcile same days");
    assert.equal(byDay?.message, "The one day agrees: 1 in all.");
    const total = within.get("ordered reconcile same count");
    assert.equal(total?.status, "skipped");
    assert.match(total?.message ?? "", /A total can't be narrowed to a window/);
  });
});
