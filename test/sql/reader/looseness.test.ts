import assert from "node:assert/strict";
import fc from "fast-check";
import { compile } from "../../../server/src/sql/compile.ts";
import { isLooser, type Looseness, loosenessOf } from "../../../server/src/sql/reader/looseness.ts";
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

  it("never lets an expression stand without parentheses where they change its value", async () => {
    const session = await duckDbSession();
    await session.run(`create table t as select a, b, x from (values (true), (false), (null)) p(a), (values (true), (false), (null)) q(b),
      (values (0), (1), (2), (null)) r(x)`);
    const { number, truth } = fc.letrec<{ number: string; truth: string }>((tie) => ({
      number: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("x", "1", "2"),
        fc
          .tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number"))
          .map((parts) => parts.join(" ")),
        tie("number").map((one) => `(${one})`),
        tie("truth").map((one) => `case when ${one} then 1 else 0 end`),
      ),
      truth: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("a", "b"),
        fc.tuple(tie("truth"), fc.constantFrom("and", "or"), tie("truth")).map((parts) => parts.join(" ")),
        fc
          .tuple(tie("number"), fc.constantFrom("<", "=", "<>"), tie("number"))
          .map((parts) => parts.join(" ")),
        fc.tuple(tie("number"), tie("number")).map(([one, other]) => `x between ${one} and ${other}`),
        tie("truth").map((one) => `not ${one}`),
        tie("truth").map((one) => `(${one})`),
        tie("number").map((one) => `${one} is null`),
      ),
    }));
    const differing = async (bare: string, enclosed: string): Promise<string | undefined> => {
      const sql = `select count(*) as n from t where (${bare}) is distinct from (${enclosed})`;
      // What is no SQL as it stands, such as `1 < 2 = 3`, has no value to be changed.
      const rows = await session.rows(sql).catch(() => undefined);
      return rows && Number(rows[0]?.n) > 0 ? bare : undefined;
    };
    try {
      await fc.assert(
        fc.asyncProperty(truth, number, async (condition, value) => {
          const looseness = loosenessOf(condition, "duckdb");
          if (!isLooser(looseness, "and"))
            assert.equal(await differing(`${condition} and a`, `(${condition}) and a`), undefined);
          if (!isLooser(loosenessOf(value, "duckdb"), "operator"))
            assert.equal(await differing(`${value} <= 1`, `(${value}) <= 1`), undefined);
          if (loosenessOf(value, "duckdb") === "operand")
            assert.equal(await differing(`2 * ${value} = 2`, `2 * (${value}) = 2`), undefined);
        }),
        { numRuns: 300, seed: 1 },
      );
    } finally {
      session.close();
    }
  });

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
