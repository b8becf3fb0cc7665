import assert from "node:assert/strict";
import { compareTexts } from "../../bench/expert/compare.ts";
import { duckDb, type ExpertEngine } from "../../bench/expert/engines.ts";
import { execute } from "../../bench/expert/execute.ts";
import { measured } from "../../bench/expert/measures.ts";
import { expertDialects, expertSpecNames, openShop } from "../../bench/expert/specs.ts";
import type { Project } from "../../server/src/project/types.ts";

/** Looked at by eye: in ClickHouse the text of JSON is put together, and in Redshift a text has a length, in parentheses. */
const byEye: ReadonlySet<string> = new Set(["clickhouse", "redshift"]);

describe("SQL beside what an expert writes", function () {
  this.timeout(30_000);
  let project: Project;
  let engine: ExpertEngine;
  before(async () => {
    const shop = await openShop();
    await shop.connection.close();
    project = shop.project;
    engine = await duckDb(project);
  });
  after(() => engine?.close());

  for (const spec of expertSpecNames) {
    for (const dialect of expertDialects.filter((name) => !byEye.has(name))) {
      it(`is about as long and no deeper: ${spec} in ${dialect}`, () =>
        assert.deepEqual(compareTexts(project, spec, dialect)?.beyond, []));
    }

    it(`gives the same rows with as many scans: ${spec} on DuckDB`, async () => {
      const execution = await execute(project, spec, engine);
      assert.deepEqual(execution?.problems, []);
      assert.ok(execution.rows > 0);
    });
  }
});

describe("measures of a statement", () => {
  const of = (sql: string) => measured(sql, ["shop.orders"]);

  it("leave the comments above it and white space at the ends of lines out", () => {
    assert.equal(of("-- one\n-- two\nselect 1  \nfrom t\n\n").length, "select 1\nfrom t".length);
    assert.equal(of("-- a comment that is longer\nselect 1").longestLine, 8);
  });

  it("count parentheses outside of literals and names", () => {
    assert.equal(of("select f(g('((('), \"((((\", `(((`)").parentheses, 2);
    assert.equal(of("select 'it''s ((' as a").parentheses, 0);
  });

  it("count a common table expression beside its query, and a query inside another", () => {
    assert.equal(of("with a as (select 1), b as materialized (select 2) select * from a").selects, 1);
    assert.equal(of("select * from (select * from (select 1))").selects, 3);
    assert.equal(of("with a as (select * from (select 1)) select 1").selects, 2);
  });

  it("count tables by their whole name", () => {
    assert.equal(of("select 'shop.orders' from shop.orders as o, my_shop.orders, shop.orders_old").scans, 1);
    assert.equal(of("select 1 from shop.orders union all select 2 from shop.orders").scans, 2);
  });
});
