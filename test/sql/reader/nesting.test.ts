import assert from "node:assert/strict";
import type { Finding } from "../../../server/src/document/types.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { checkProject } from "../../../server/src/rules/checkProject.ts";
import { compile } from "../../../server/src/sql/compile.ts";
import { loadSqlParser, type SqlParser } from "../../../server/src/sql/reader/parser.ts";
import { formatSql } from "../../../server/src/sql/render/formatUserSql.ts";
import { deepExpressions, flatExpressions } from "../../support/deepSql.ts";
import { idTypes } from "../../support/idTypes.ts";
import { projectOf } from "../../support/memoryProject.ts";

const tooDeep =
  /^(?:This is nested more than 100 levels deep|More than 1000 operators follow each other here)\.$/;

/** A file in which one expression, or one query, is what is asked; and another event, and another file. */
const filesWith = (sql: string, query: boolean) => ({
  "eventspec.yml": "eventspec: 1\nname: p\nrules: {extends: minimal}\nentities: {user: {}}\n",
  "a.events.yml": `from: o
as: o
key: o.id
entities: {user: o.user_id}
events:
  first_paid:
    at: o.at
    properties:
      x: ${JSON.stringify(query ? `(select 1)` : sql)}
  second_paid: {at: o.at, where: o.at is null and unnest(o.list) = 1}
---
from: {sql: ${JSON.stringify(query ? `select ${sql} as x, id, at from o` : "select id, at from o")}}
as: q
key: q.id
entities: {user: q.id}
events:
  third_paid: {at: q.at}
`,
  "b.events.yml":
    "from: o\nas: o\nkey: o.id\nentities: {user: o.user_id}\nevents:\n  fourth_paid: {at: o.at, where: 'o.x = '}\n",
});

describe("SQL that is nested too deep", function () {
  this.timeout(20_000);
  let parser: SqlParser;
  before(async () => {
    parser = await loadSqlParser();
  });

  const checked = (project: Project) => checkProject(project, { dialect: "duckdb", parser });
  const rest = (findings: readonly Finding[]) =>
    findings.filter(({ message }) => !tooDeep.test(message)).map(({ file, rule }) => `${file} ${rule}`);

  for (const [kind, sql] of Object.entries(deepExpressions)) {
    for (const query of [false, true]) {
      it(`is a finding at its place: ${kind}${query ? " in a query" : ""}`, async () => {
        const started = performance.now();
        const files = filesWith(sql, query);
        const project = await projectOf(files);
        const findings = checked(project);
        const place = files["a.events.yml"].indexOf(JSON.stringify(sql).slice(1, 20));
        const [found, ...more] = findings.filter(({ message }) => tooDeep.test(message));
        assert.deepEqual(more, []);
        assert.equal(found?.rule, "sql-syntax");
        assert.ok(found.hint);
        assert.ok(found.span.start > place && found.span.end <= place + sql.length + 2 * deepQuotes(sql));
        assert.ok(found.span.end - found.span.start < 20, "a word, not all of it");
        // Everything else is checked as if it weren't there.
        assert.deepEqual(rest(findings).sort(), [
          "a.events.yml rows-from-expression",
          "b.events.yml sql-syntax",
        ]);
        const compiled = compile(project, { dialect: "duckdb", layout: "per_event", types: idTypes() });
        assert.deepEqual(
          compiled.findings.filter(({ message }) => tooDeep.test(message)).map(({ span }) => span),
          [found.span],
        );
        assert.ok(compiled.relations.some(({ name }) => name === (query ? "first_paid" : "third_paid")));
        assert.ok(performance.now() - started < 10_000, "linear time");
      });
    }
  }

  for (const [kind, sql] of Object.entries(flatExpressions)) {
    it(`is not what is only long: ${kind}`, async () => {
      const project = await projectOf(filesWith(sql, false));
      assert.deepEqual(rest(checked(project)).sort(), [
        "a.events.yml rows-from-expression",
        "b.events.yml sql-syntax",
      ]);
      assert.deepEqual(
        checked(project).filter(({ message }) => tooDeep.test(message)),
        [],
      );
      const compiled = compile(project, { dialect: "duckdb", layout: "per_event", types: idTypes() });
      assert.ok(compiled.relations.some(({ name }) => name === "first_paid"));
    });
  }

  it("is laid out by nobody", () => {
    for (const sql of Object.values(deepExpressions)) assert.equal(formatSql(sql, "duckdb"), sql);
  });
});

/** Escapes that a text gets in a file. */
function deepQuotes(sql: string): number {
  return sql.split('"').length;
}
