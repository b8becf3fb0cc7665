import assert from "node:assert/strict";
import { aliasesOf } from "../../server/src/project/aliases.ts";
import { projectOf } from "../support/memoryProject.ts";

const projectFile = `eventspec: 1
lookups:
  plan:
    parameters: [account]
    join: {from: shop.plans, as: p, on: p.account_id = param.account}
`;
const catalog = JSON.stringify({
  version: 1,
  tables: [
    { name: "shop.orders", columns: [{ name: "id" }] },
    { name: "shop.plans", columns: [{ name: "plan" }] },
  ],
});

async function aliases(spec: string) {
  const project = await projectOf({
    "eventspec.yml": projectFile,
    "eventspec.catalog.json": catalog,
    "a.events.yml": spec,
  });
  const [event] = project.events;
  assert.ok(event);
  return aliasesOf(event, project).map(({ alias, kind, table, file, span }) => {
    const text = project.documents.get(file)?.text.slice(span.start, span.end);
    return [kind, alias, table?.columns.map(({ name }) => name).join(), text].join(" ").trimEnd();
  });
}

describe("the aliases of an event", () => {
  it("are its source's, items, joins and those of its lookups", async () => {
    assert.deepEqual(
      await aliases(`from: shop.orders
as: o
for_each: {item: line, in: o.lines, position: n}
join:
  - {from: shop.unknown, as: u, on: u.id = o.id}
  - {from: shop.plans, on: plans.id = o.id}
lookups: {plan: {account: o.account_id}}
events: {order_placed: {at: o.at}}
`),
      [
        "source o id o",
        "item line  line",
        "item n  n",
        "join u  u",
        "join plans plan shop.plans",
        "lookup p plan p",
      ],
    );
  });

  it("are the table's own name where none is given", async () => {
    assert.deepEqual(await aliases("from: shop.orders\nevents: {a: {at: x}}\n"), [
      "source orders id shop.orders",
    ]);
    assert.deepEqual(await aliases("from: '\"Order Details\"'\nevents: {a: {at: x}}\n"), [
      "source Order Details  '\"Order Details\"'",
    ]);
    assert.deepEqual(await aliases("from: ref('my_orders')\nevents: {a: {at: x}}\n"), [
      "source my_orders  ref('my_orders')",
    ]);
  });

  it("are `source` for a query without a name, and hold the query", async () => {
    const spec = "from: {sql: select id from notes}\nevents: {a: {at: x}}\n";
    const project = await projectOf({ "a.events.yml": spec });
    const [event] = project.events;
    const [alias] = event ? aliasesOf(event, project) : [];
    assert.deepEqual([alias?.alias, alias?.query?.text], ["source", "select id from notes"]);
  });

  it("take an event's own `for_each` for the document's", async () => {
    const spec = `from: {sql: select 1 as id}
as: q
for_each: {item: line, in: q.lines}
events: {a: {at: x, for_each: {item: part, in: q.parts}}}
`;
    assert.deepEqual(await aliases(spec), ["source q  q", "item part  part"]);
  });
});
