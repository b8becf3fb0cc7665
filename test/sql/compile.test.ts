import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { planProject } from "../../server/src/sql/plan/planProject.ts";
import { formatSql } from "../../server/src/sql/render/formatUserSql.ts";
import { renderPlan } from "../../server/src/sql/render/renderPlan.ts";
import type { ExpressionTypes } from "../../server/src/sql/types.ts";
import { goldenCases, goldenProject } from "../support/golden.ts";
import { idAndTimeTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const head = "eventspec: 1\nname: p\n";
const narrow = { dialect: "duckdb", layout: "narrow", types: idAndTimeTypes } as const;

async function compiled(spec: string, options: Partial<Parameters<typeof compile>[1]> = {}) {
  const project = await projectOf({ "eventspec.yml": head, "a.events.yml": spec });
  return compile(project, { ...narrow, ...options });
}

describe("compile", () => {
  it("names what has no SQL, and compiles the rest", async () => {
    const { relations, findings } = await compiled(`
from: orders
as: o
key: o.id
events:
  order_placed: {at: o.at}
  order_lost: {description: no time}
  order_wished: {proposed: {since: 2026-01-01}}
---
as: x
key: x.id
events:
  nowhere_seen: {at: x.at}
---
from: y
events:
  keyless: {at: y.at}
`);
    assert.deepEqual(relations[0]?.events, ["order_placed"]);
    assert.deepEqual(
      findings.map(({ rule, event, message }) => [rule, event, /no `\w+`/.exec(message)?.[0]]),
      [
        ["missing-key", "order_lost", "no `at`"],
        ["missing-key", "nowhere_seen", "no `from`"],
        ["missing-key", "keyless", "no `key`"],
      ],
    );
  });

  it("puts no SQL into a statement that would end it", async () => {
    for (const sql of [
      "1); drop table orders; --",
      "a) union select (b",
      "'open",
      "/* open",
      "1; select 2",
      "(1",
    ]) {
      const { relations, findings } = await compiled(
        `from: orders\nas: o\nkey: o.id\nevents:\n  order_placed: {at: ${JSON.stringify(sql)}}\n`,
      );
      assert.deepEqual(relations, [], sql);
      assert.equal(findings.length, 1, sql);
    }
  });

  it("quotes names that are no plain table", async () => {
    const { relations } = await compiled(
      `
from: 'orders; drop table x'
as: select
key: id
entities: {user: id}
events:
  order_placed: {at: at_, properties: {order: id}}
`,
      { layout: "per_event" },
    );
    const sql = relations[0]?.sql ?? "";
    assert.match(sql, /from "orders; drop table x" as "select"/);
    assert.match(sql, /id as "order"/);
  });

  it("finds two types of one wide column, at both places", async () => {
    const spec = `
from: orders
as: o
key: o.id
events:
  order_placed: {at: o.at, properties: {total: {sql: o.total, type: integer}}}
  order_paid: {at: o.at, properties: {total: {sql: o.total, type: string}}}
`;
    const { findings } = await compiled(spec, { layout: "wide" });
    assert.deepEqual(
      findings.map(({ rule, event }) => [rule, event]),
      [["stream-type-conflict", "order_paid"]],
    );
    const [finding] = findings;
    assert.match(spec.slice(finding?.span.start, finding?.span.end), /type: string/);
    const [other] = finding?.related ?? [];
    assert.match(spec.slice(other?.span.start, other?.span.end), /type: integer/);
    assert.deepEqual((await compiled(spec)).findings, []);
  });

  it("knows no event and no stream of another name", async () => {
    const spec = "from: orders\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n";
    const { findings } = await compiled(spec, { events: ["order_plcaed"] });
    assert.deepEqual(
      findings.map(({ rule, hint }) => [rule, hint]),
      [["unknown-event", "Did you mean order_placed?"]],
    );
    assert.equal((await compiled(spec, { stream: "nothing" })).findings[0]?.rule, "unknown-stream");
  });

  it("takes for a member what its whole name matches", async () => {
    const members = async (pattern: string) => {
      const files = { "eventspec.yml": `${head}streams: {s: {events: {name: "${pattern}"}}}\n` };
      const spec = "from: t\nas: t\nkey: t.id\nevents:\n  aba: {at: t.at}\n";
      const { relations } = compile(await projectOf({ ...files, "a.events.yml": spec }), {
        ...narrow,
        stream: "s",
      });
      return relations.flatMap(({ events }) => events);
    };
    for (const pattern of ["aba", "*", "a*a", "*b*", "a**ba", "aba*"])
      assert.deepEqual(await members(pattern), ["aba"], pattern);
    for (const pattern of ["ab", "*ab", "aba*aba", "ab*ba", "a*b", "*c*"])
      assert.deepEqual(await members(pattern), [], pattern);
  });

  it("gives a wide column the type that any of its events knows", async () => {
    const spec = `
from: orders
as: o
key: o.id
events:
  order_placed: {at: o.at, properties: {total: o.a}}
  order_paid: {at: o.at, properties: {total: o.b}}
`;
    const types: ExpressionTypes = (event, sql) =>
      sql === "o.b" ? { spelling: "bigint" } : idAndTimeTypes(event, sql);
    const [relation] = (await compiled(spec, { layout: "wide", types })).relations;
    assert.deepEqual(relation?.columns.find(({ name }) => name === "total")?.type, { kind: "integer" });
  });

  it("keeps a file's name inside the header's line", async () => {
    const project = await projectOf({
      "eventspec.yml": head,
      "a\n; drop table x; --.events.yml":
        "from: orders\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n",
    });
    const [relation] = compile(project, narrow).relations;
    assert.match(
      relation?.sql.split("\n")[0] ?? "",
      /^-- eventspec 1: order_placed from a ; drop table x; --\.events\.yml$/,
    );
  });

  for (const golden of goldenCases()) {
    it(`makes a plan of ${golden.name} that is plain data`, async () => {
      const project = await goldenProject(golden, "duckdb");
      for (const { options } of golden.queries) {
        const { plan } = planProject(project, { ...options, dialect: "duckdb" });
        const copy = JSON.parse(JSON.stringify(plan));
        assert.deepEqual(copy, plan);
        assert.deepEqual(renderPlan(copy, "duckdb"), renderPlan(plan, "duckdb"));
      }
    });
  }
});

describe("laying out user SQL", () => {
  it("changes whitespace between tokens and nothing else", () => {
    const sql = "select a,\n'x\n  y' as t -- why\nfrom b where c in (1,2)";
    const text = formatSql(sql, "duckdb");
    assert.notEqual(text, sql);
    assert.ok(text.includes("'x\n  y'") && text.includes("-- why"));
  });

  it("leaves alone what the formatter can't read", () => {
    for (const sql of ["(\n(", "'open\n"]) assert.equal(formatSql(sql, "postgres"), sql);
  });
});
