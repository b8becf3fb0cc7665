import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

/** What DuckDB binds: whole rows, its own columns, lists made of lists, and grammar that no parser of ours has. */
const bound = [
  "to_json(o)",
  "o::text",
  "struct_extract(o, 'status')",
  "md5(o::varchar)",
  "(select max(z) from shop.orders z where z.order_id = o.order_id)",
  "coalesce(o, null)",
  "(select count(o.*))",
  "struct_pack(*columns(o.*))",
  "o.rowid",
  "[x + 1 for x in [o.order_id] if x > 1]",
  "list_transform([1], lambda x: x + o.order_id)",
  "list_reduce([1], (a, b) -> a + b)",
  "o.status.upper()",
  "{'a': o}.a.status",
  "o.status[1:2]",
  "struct_pack(a := o.status)",
  "try(cast(o.status as int))",
  "generate_series(1, 3)",
];
/** What it refuses, or makes several columns of. */
const refused = [
  "to_json(o.*)",
  "hash(*)",
  "o.nope",
  "nope",
  "nope(o.status)",
  "o.order_id + ",
  "o.*",
  "columns('order.*')",
  "[x for x in o.order_id]",
  "to_json(p)",
];

describe("SQL that the engine has judged", () => {
  async function checked(expressions: readonly string[]) {
    const properties = expressions.map((sql, at) => `      p${at}: ${JSON.stringify(sql)}`);
    const folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1
name: t
connection: dev
connections: {dev: {type: duckdb, files: {'shop.*': 'data/shop/*.csv'}}}
lookups:
  other:
    parameters: [id]
    join: [{from: shop.orders, as: other, on: other.order_id = param.id}]
    properties: {other_row: to_json(other)}
rules: {extends: minimal, event-without-entity: 'off'}
`,
      "a.events.yml": `from: shop.orders
as: o
key: o.order_id
lookups: {other: {id: o.order_id}}
events:
  order_placed:
    at: o.ordered_at
    properties:
${properties.join("\n")}
`,
      "data/shop/orders.csv": "order_id,status,ordered_at\n1,paid,2025-03-01 10:00:00\n",
    });
    try {
      const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
      const { findings } = JSON.parse(stdout) as {
        findings: { range: { start: { line: number } }; rule: string; message: string }[];
      };
      return findings.map(({ range, rule, message }) => ({
        sql: expressions[range.start.line - 9],
        rule,
        message,
      }));
    } finally {
      await folder.remove();
    }
  }

  it("is right where it binds it", async () => {
    assert.deepEqual(await checked(bound), []);
  });

  it("is one finding each where it refuses it", async () => {
    const found = await checked([...refused, ...bound]);
    assert.deepEqual(
      found.map(({ sql }) => sql),
      refused,
    );
    const several = found.find(({ sql }) => sql === "columns('order.*')");
    assert.match(several?.message ?? "", /4 columns, but one value is expected/);
  });
});
