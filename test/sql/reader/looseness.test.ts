import assert from "node:assert/strict";
import { compile } from "../../../server/src/sql/compile.ts";
import { type Looseness, loosenessOf } from "../../../server/src/sql/reader/looseness.ts";
import type { DialectName } from "../../../server/src/sql/types.ts";
import { duckDbSession } from "../../support/goldenDuckDb.ts";
import { idAndTimeTypes } from "../../support/idTypes.ts";
import { projectOf } from "../../support/memoryProject.ts";

const cases: Readonly<Record<Looseness, readonly string[]>> = {
  operand: [
    "o.total",
    'o."the total"',
    "o.total::decimal(12, 2)",
    "coalesce(o.a or o.b, true)",
    "case when a or b then 1 else 2 end",
    "date '2026-01-01'",
    "(a or b)",
    "[a, b][1]",
    "o.order",
    "o.a -- and why",
  ],
  operator: ["at", "date", "a + b", "-a", "a || 'x or y'", "at at time zone 'UTC'", "a + interval '1 day'"],
  comparison: [
    "a = b",
    "not a",
    "a is not null",
    "a is distinct from b",
    "a between 1 and 2",
    "a not in (1, 2)",
  ],
  and: ["a and b", "a between 1 and 2 and b"],
  or: ["a or b and c", "(a) or (b)"],
  any: [
    "a -> 'b'",
    "1 from secrets",
    "a union select 1",
    "a b",
    "a as b",
    "a,",
    "",
    "a)",
    "exists (select 1) ",
    "'a",
  ],
};

describe("how loosely an expression binds", () => {
  for (const [looseness, texts] of Object.entries(cases))
    for (const text of texts)
      it(`is "${looseness}" for ${text}`, () => assert.equal(loosenessOf(text, "duckdb"), looseness));

  const ofDialects: readonly [string, DialectName, Looseness][] = [
    ["o.payload->>'total'", "postgres", "operator"],
    ["o.payload:items[0]::string", "snowflake", "operand"],
    ["o.payload:items", "postgres", "any"],
  ];
  for (const [text, dialect, looseness] of ofDialects)
    it(`is "${looseness}" for ${text} in ${dialect}`, () =>
      assert.equal(loosenessOf(text, dialect), looseness));

  it("decides parentheses, so that no operator of ours takes part of an author's expression", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "a.events.yml": `from: t
key: id + 1
where: a or b
events:
  seen: {at: seen_at, where: a or not b, properties: {either: a or b, sum: {sql: id + 1, type: string}}}
`,
    });
    const { relations } = compile(project, { dialect: "duckdb", layout: "narrow", types: idAndTimeTypes });
    const sql = relations[0]?.sql ?? "";
    assert.match(sql, /where \(a or b\)\n {2}and \(a or not b\)\n {2}and seen_at <= /);
    assert.match(sql, /'either', a or b, /);
    const session = await duckDbSession();
    try {
      await session.run(
        "create table t as select 1 as id, timestamp '2026-01-01' as seen_at, true as a, false as b",
      );
      const [row] = await session.rows(sql);
      assert.deepEqual([row?.source_key, row?.properties], ["2", '{"either":true,"sum":"2"}']);
    } finally {
      session.close();
    }
  });
});
