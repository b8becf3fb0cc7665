import assert from "node:assert/strict";
import { historyKeys } from "../../../server/src/sql/render/historyKeys.ts";
import { putInPlace } from "../../../server/src/sql/render/putInPlace.ts";

describe("the condition that a history is joined on", () => {
  const read = (on: string) => {
    const all = historyKeys(on, "h", "snowflake");
    return all && { keys: all.keys, filters: all.filters };
  };
  const cases: readonly [string, ReturnType<typeof read>][] = [
    ["h.id = a.id", { keys: ["h.id"], filters: [] }],
    ["((a.id = H.id))", { keys: ["H.id"], filters: [] }],
    ["lower(h.id) = lower(a.id) and h.zone = a.zone", { keys: ["lower(h.id)", "h.zone"], filters: [] }],
    ["h.id = a.id and not h.deleted and a.kind = 'x'", { keys: ["h.id"], filters: ["not h.deleted"] }],
    ["h.id = a.id and h.n between 1 and 2", { keys: ["h.id"], filters: ["h.n between 1 and 2"] }],
    ["h.id = case when a.x and a.y then 1 else 2 end", { keys: ["h.id"], filters: [] }],
    ['"h"."id" = a.id -- and more', { keys: ['"h"."id"'], filters: [] }],
    ["h.id = a.id or h.id = a.other", undefined],
    ["h.x or h.y and h.id = a.id", undefined],
    ["h.id = a.id and (h.x or h.y)", { keys: ["h.id"], filters: ["(h.x or h.y)"] }],
    ["h.id = a.id and h.n < a.n", undefined],
    ["h.id + a.x = a.id", undefined],
    ["h.id = a.id = a.flag", undefined],
    ["id = a.id", undefined],
    ["h.id in (select id from other)", undefined],
    ["h.kind = 'x'", { keys: [], filters: ["h.kind = 'x'"] }],
    ["true and a.open", { keys: [], filters: [] }],
    ["h.n < a.n", undefined],
    ["kind = 'x'", undefined],
  ];
  for (const [on, keys] of cases) {
    it(`${keys ? "tells" : "doesn't tell"} keys: ${on}`, () => assert.deepEqual(read(on), keys));
  }

  it("tells what each key must equal", () =>
    assert.deepEqual(historyKeys("(h.id = a.id) and b.zone = lower(h.zone)", "h", "duckdb")?.others, [
      "a.id",
      "b.zone",
    ]));
});

describe("virtual columns put in place", () => {
  const put = (sql: string) =>
    putInPlace("bigquery", sql, {
      param: [
        { name: "account", sql: "t.to" },
        { name: "noted", sql: "t.x -- why" },
      ],
    });
  const cases: readonly [string, string][] = [
    ["h.id = param.account", "h.id = t.to"],
    ["PARAM . `Account` = 1", "t.to = 1"],
    ["param.noted > 1", "(t.x -- why\n) > 1"],
    ["x.param.account", "x.param.account"],
    ["'param.account' -- param.account", "'param.account' -- param.account"],
    ["param.other + params.account", "param.other + params.account"],
  ];
  for (const [sql, placed] of cases) it(sql, () => assert.equal(put(sql), placed));
});
