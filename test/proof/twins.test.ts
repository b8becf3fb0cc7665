import assert from "node:assert/strict";
import type { CheckResult } from "../../server/src/proof/results.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";
import { twinFiles, twinVerdicts } from "../support/twinCases.ts";
import { verdictsOf } from "../support/verdicts.ts";

describe("tracked twins", () => {
  let connection: Connection;
  let results: ReadonlyMap<string, CheckResult>;

  before(async () => {
    connection = await open("duckdb", {});
    results = await prove(await projectOf(twinFiles), connection, {
      isWanted: ({ part }) => part === "tracked_as",
    });
  });
  after(() => connection?.close());

  const result = (name: string): CheckResult => {
    const found = results.get(`${name} tracked_as ${name}_tracked`);
    assert.ok(found, name);
    return found;
  };
  const told = (name: string): string => [result(name).message, ...(result(name).details ?? [])].join("\n");

  it("pass, fail and can't be compared, each for its own reason", () => {
    assert.deepEqual(verdictsOf(results, twinVerdicts), twinVerdicts);
  });

  it("tell coverage with its interval, and what is lost by which cause, the largest first", () => {
    assert.match(
      told("leaky"),
      /187 of 240 events were tracked, 77.9 % \(95 % certain: 72.3 % to 82.7 %\), less than 95 %/,
    );
    const causes = (result("leaky").details ?? []).filter((line) => line.startsWith("- "));
    assert.deepEqual(
      causes.map((line) => line.slice(2, line.indexOf(":", 3))),
      ["method = leaves", "2026-01-11 to 2026-01-12"],
    );
    assert.match(causes.join("\n"), /2026-01-12: 25\.\d % of the loss\. 16 of 16 lost/);
    assert.equal(result("leaky").shown?.rows.length, 20);
  });

  it("say which comparison of keys was needed", () => {
    assert.match(told("told"), /Keys are compared as text\./);
    assert.match(told("loose"), /without regard to case and surrounding blanks: as they are, 0 would match/);
  });

  it("tell duplicates, tracked ones without a true event, and keys that repeat or are missing", () => {
    assert.match(told("doubled"), /241 keys; 12 keys repeat \(24 rows\); 1 without a key/);
    assert.match(told("doubled"), /Without a true event: 1 tracked key\. Duplicates: 12 tracked events\./);
  });

  it("tell how shared values agree and how far the clocks are apart", () => {
    // Cents are lost where the tracked amount has one decimal: each tenth order keeps its own.
    assert.match(told("complete"), /amount agrees in 10 % of 240 pairs/);
    assert.match(
      told("complete"),
      /Clock: complete_tracked comes 5 seconds later \(median\); p5 5 seconds later, p95 5 seconds later\./,
    );
  });

  it("compare only the period of both, without the newest lookback, and say what came after the last tracked one", () => {
    assert.match(
      told("recent"),
      /Compared: 2026-01-01 to 2026-01-2[12], which both cover; the newest 10 days are left out/,
    );
    assert.match(told("silent"), /silent_tracked ends 14 days 23 hours before silent: .* may all be lost/);
  });

  it("say why there is no number", () => {
    const why = (name: string) => {
      assert.doesNotMatch(result(name).message, /were tracked/);
      return result(name).message;
    };
    assert.match(why("other_keys"), /Not comparable: no key of other_keys is found in other_keys_tracked/);
    assert.match(why("few_keys"), /only 2\.1 % of the keys \(5 of 240\)/);
    assert.match(why("other_time"), /their periods do not overlap/);
    assert.match(why("without_keys"), /no event of without_keys_tracked has a key \(order\)/);
    assert.match(why("untracked"), /untracked_tracked has no events/);
    assert.match(why("repeated"), /240 of 240 events of repeated share their key/);
    assert.match(why("no_such_key"), /has no "nope"/);
  });

  it("are looked for beyond the edges of a window", async () => {
    const window = { since: "2026-01-05T00:00:00.000Z", until: "2026-01-08T00:00:04.000Z" };
    const within = await prove(await projectOf(twinFiles), connection, {
      window,
      isWanted: ({ event, part }) => event.name === "complete" && part === "tracked_as",
    });
    // The last order's tracked event comes after the window.
    assert.match(within.get("complete tracked_as complete_tracked")?.message ?? "", /^25 of 25 events/);
  });
});
