import assert from "node:assert/strict";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import { projectOf } from "../support/memoryProject.ts";

const spec = (sql: string) => `from: shop.orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      email: ${sql}
`;

/** Rule and place of what `check` and `compile` find, which must agree. */
async function found(sql: string, functions = ""): Promise<string[]> {
  const file = `eventspec: 1\nname: shop\nrules: {extends: minimal}\nconnections: {pg: {type: postgres${functions}}}\n`;
  const project = await projectOf({ "eventspec.yml": file, "a.events.yml": spec(sql) });
  const parser = await loadSqlParser();
  const text = (file: string) => project.documents.get(file)?.text ?? "";
  const told = (findings: readonly { rule: string; file: string; span: { start: number; end: number } }[]) =>
    findings
      .filter(({ rule }) => /function|table$/.test(rule))
      .map(({ rule, file, span }) => `${rule} ${text(file).slice(span.start, span.end)}`);
  const checked = told(checkProject(project, { dialect: "postgres", parser }));
  const compiled = told(compile(project, { dialect: "postgres", layout: "narrow" }).findings);
  assert.deepEqual(new Set(compiled), new Set(checked));
  return checked;
}

describe("functions that nobody knows", () => {
  it("are refused until a connection allows them", async () => {
    assert.deepEqual(await found("norm_email(o.email)"), ["unknown-function norm_email"]);
    assert.deepEqual(await found("norm_email(o.email)", ", functions: [norm_email]"), []);
    assert.deepEqual(await found("NORM_EMAIL(o.email)", ", functions: Norm_Email"), []);
    assert.deepEqual(await found("app.norm_email(o.email)"), []);
  });

  it("are not allowed where they are known to reach outside, and said so where they are named", async () => {
    assert.deepEqual(await found("pg_read_file(o.email)", ", functions: [pg_read_file]"), [
      "forbidden-function pg_read_file",
      "forbidden-function pg_read_file",
    ]);
  });

  it("may be a slip", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\n",
      "a.events.yml": spec("uppr(o.email)"),
    });
    const parser = await loadSqlParser();
    const finding = checkProject(project, { dialect: "postgres", parser }).find(
      ({ rule }) => rule === "unknown-function",
    );
    assert.match(finding?.hint ?? "", /^Did you mean `upper`\?/);
    assert.equal(finding?.fixes?.[0]?.edits[0]?.text, "upper");
  });
});
