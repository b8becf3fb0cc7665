import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

/** Of two events of one scan times are looked at in a step after, so that the condition is alone before it. */
const spec = (where: string) => `from: t
as: t
key: t.a
where: |
${where
  .split("\n")
  .map((line) => `  ${line}`)
  .join("\n")}
events:
  seen: {at: t.at}
  seen_again: {at: t.at}
`;

async function sqlOf(where: string): Promise<string> {
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\n", "a.events.yml": spec(where) });
  const types = () => ({ spelling: "bigint", dialect: "duckdb" as const });
  const at = (_: unknown, sql: string) =>
    sql === "t.at" ? { spelling: "timestamptz", dialect: "duckdb" as const } : types();
  const { relations, findings } = compile(project, { dialect: "duckdb", layout: "narrow", types: at });
  assert.deepEqual(findings, []);
  return relations[0]?.sql ?? "";
}

describe("brackets around conditions", () => {
  it("are left out where no other stands beside them", async () => {
    const [, found = ""] = (await sqlOf("t.a = 1 or t.b = 2")).split(/\bwhere\b/);
    assert.match(found, /^\s+t\.a = 1\s+or t\.b = 2\s+\)/);
    const [, both = ""] = (await sqlOf("(t.a = 1 or t.b = 2) and t.a < 3")).split(/\bwhere\b/);
    assert.match(both, /^\s+\(\s*t\.a = 1\s+or t\.b = 2\s*\)\s+and t\.a < 3/);
  });

  it("stand around no sub-query's own conditions, and texts keep theirs", async () => {
    const sql = await sqlOf(
      "t.a = 1 or t.s in (')', '(') or exists (select 1 from t as u where (u.a = 1 or u.b = 2))",
    );
    assert.match(sql, /u\.a = 1\s+or u\.b = 2/);
    assert.match(sql, /t\.s in \('\)', '\('\)/);
  });

  it("change no row by what is left out", async () => {
    const session = await duckDbSession();
    try {
      await session.run(
        "create table t as select a, b, case a when 0 then ')' else '(' end as s, timestamptz '2026-01-01' + interval (a) day as at from range(3) r(a), range(3) q(b)",
      );
      for (const where of [
        "t.a = 1 or t.b = 2",
        "(t.a = 1) or (t.b = 2)",
        "(t.a = 1 or t.b = 2)",
        "((t.a = 1 or t.b = 2))",
        "(t.a = 1 or t.b = 2) and (t.a = 0 or t.b = 0)",
        "t.s = ')' or t.a = 2 and (t.b = 1 or t.s = '(')",
        "(t.s = '(' or t.b = 2) -- no )",
        "(select t.a = 1) or t.b = 0",
      ]) {
        const sql = await sqlOf(where);
        const [expected] = await session.rows(`select 2 * count(*)::integer as n from t where (${where}\n)`);
        const [found] = await session.rows(`select count(*)::integer as n from (${sql})`);
        assert.deepEqual(found, expected, where);
      }
    } finally {
      await session.close();
    }
  });
});
