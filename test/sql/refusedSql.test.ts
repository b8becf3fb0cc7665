import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { dialectNames } from "../../server/src/sql/types.ts";
import { idTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

/** A spec with a query at every place that takes one, plain unless it is told otherwise. */
function filesWith(place: string, sql: string) {
  const at = (name: string, plain: string) => JSON.stringify(name === place ? sql : plain);
  const query = (name: string) => at(name, "select id from t");
  const value = (name: string) => at(name, "o.id");
  return {
    "eventspec.yml": `eventspec: 1
name: p
lookups:
  plan:
    parameters: [id]
    join:
      - {from: {sql: ${query("a lookup's query")}}, as: plan, on: ${value("a lookup's on")}}
    properties: {plan: ${value("a lookup's property")}}
`,
    "a.events.yml": `from: {sql: ${query("the source's query")}}
as: o
key: ${value("key")}
where: ${value("where")}
for_each: {item: page, in: ${value("a list")}}
join:
  - from: {sql: ${query("a join's query")}}
    as: j
    on: ${value("on")}
    as_of: {start: ${value("start")}, end: ${value("end")}, at: ${value("as_of's at")}}
lookups: {plan: {id: ${value("a parameter")}}}
loaded_at: ${value("loaded_at")}
partition: {column: ${value("partition")}}
entities: {user: ${value("an entity")}}
events:
  paid:
    at: ${value("at")}
    where: ${value("an event's where")}
    order_by: ${value("order_by")}
    changes: {value: ${value("changes")}, per: ${value("per")}}
    variants: {by: ${value("variants")}, names: {a: was_paid}}
    once_per: ${value("once_per")}
    properties: {total: ${value("a property")}}
    revenue: ${value("revenue")}
    link: ${value("link")}
`,
  };
}

const queries = ["the source's query", "a join's query", "a lookup's query"];
const values = [
  ...["a lookup's on", "a lookup's property", "key", "where", "a list", "on", "start", "end", "as_of's at"],
  ...["a parameter", "loaded_at", "partition", "an entity", "at", "an event's where", "order_by", "changes"],
  ...["per", "variants", "once_per", "a property", "revenue", "link"],
];
const locks = [
  "for update",
  "for no key update",
  "for share",
  "FOR KEY SHARE",
  "for /* now */ update of t nowait",
];

describe("SQL that does more than read", () => {
  it("is found at no place of a plain spec", async () => {
    for (const dialect of dialectNames) {
      const project = await projectOf(filesWith("", ""));
      assert.deepEqual(
        compile(project, { dialect, layout: "narrow", types: idTypes() }).findings,
        [],
        dialect,
      );
    }
  });

  for (const place of [...queries, ...values]) {
    it(`locks no rows in ${place}`, async () => {
      for (const lock of locks) {
        const query = `select id from t ${lock}`;
        const project = await projectOf(filesWith(place, queries.includes(place) ? query : `(${query})`));
        const { relations, findings } = compile(project, { dialect: "postgres", layout: "narrow" });
        assert.deepEqual(relations, [], lock);
        const refused = findings.map(({ rule, message }) => `${rule}: ${message}`);
        const word = lock.slice(0, 3);
        assert.deepEqual(
          refused,
          [`statement-in-expression: \`${word} …\` does more than read.`],
          `${place}, ${lock}`,
        );
      }
    });
  }
});
