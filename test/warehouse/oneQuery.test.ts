import assert from "node:assert/strict";
import { oneQuery } from "../../server/src/warehouse/oneQuery.ts";
import { failure } from "../support/connections.ts";

describe("one query", () => {
  for (const [sql, kept] of [
    ["select 1", "select 1"],
    ["select 1 ; -- last", "select 1"],
    ["/* first */ (select 1) union all select 2;;", "/* first */ (select 1) union all select 2"],
    ["with a as (select 'delete; insert') select * from a", undefined],
    ["with a as (select 1) select a.update, replace(x, 'a', 'b') from a", undefined],
    ["values (1)", undefined],
  ] as const)
    it(`takes ${sql}`, () => assert.equal(oneQuery(sql, "trino"), kept ?? sql));

  for (const sql of [
    "",
    " -- nothing",
    ";",
    "select 1; select 2",
    "select 1; ;drop table t",
    "insert into t select 1",
    "with a as (select 1) insert into t select * from a",
    "from t insert overwrite u select *",
    "select * into u from t",
    "(delete from t)",
    "call system.sync()",
    "set session x = 1",
    "explain analyze delete from t",
    "select 'never closed",
    "select 1 /* one /* in another */ ; drop table t */",
  ])
    it(`refuses ${sql || "nothing"}`, () => {
      for (const dialect of ["trino", "databricks", "bigquery", "snowflake", "clickhouse"] as const)
        assert.throws(() => oneQuery(sql, dialect), failure("refused"), dialect);
    });

  it("keeps a text with a semicolon in the dialect's own quotes", () => {
    assert.equal(oneQuery("select '\\'; drop table t --'", "bigquery"), "select '\\'; drop table t --'");
    assert.throws(() => oneQuery("select '\\'; drop table t --'", "trino"), failure("refused"));
  });
});
