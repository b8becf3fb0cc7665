import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

const project = `eventspec: 1
name: t
connection: dev
connections: {dev: {type: duckdb, files: {'shop.*': 'data/*.csv'}}}
entities: {customer: {}}
lookups:
  shared: {parameters: [id], join: [{from: shop.orders, as: l, on: l.order_id = param.id}], properties: {Country: l.note}}
streams:
  s: {layout: wide}
  n: {layout: narrow}
  counted: {layout: wide, entity: customer, occurrence: entity_and_event}
  numbered: {layout: wide, entity: customer, occurrence: entity}
rules: {extends: minimal}
`;
const events = `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
properties: {total: o.total_cents}
events:
  order_a:
    at: o.ordered_at
    properties: {Total: o.status}
---
from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  order_b:
    at: o.ordered_at
    properties: {TOTAL: o.note}
`;
const orders =
  "order_id,customer_id,status,total_cents,ordered_at,note\n1,7,paid,1250,2025-03-01 10:00:00,hello\n2,8,open,300,2025-03-02 11:30:00,\n";

describe("properties that differ in case", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const start = async (spec: string, projectText = project) => {
    folder = await temporaryFolder({
      "eventspec.yml": projectText,
      "a.events.yml": spec,
      "data/orders.csv": orders,
    });
  };
  afterEach(() => folder.remove());
  const here = (...args: string[]) => runHere(args, { cwd: folder.path });
  const found = async () =>
    readCheck((await here("check", "--format", "json")).stdout).findings.map(
      ({ rule, message, range }) => `${range?.start.line} ${rule}: ${message}`,
    );

  it("are a finding that names both", async () => {
    await start(events);
    assert.deepEqual(await found(), [
      '9 names-differ-in-case: Property "Total" differs from "total" only in upper and lower case.',
      '18 names-differ-in-case: Property "TOTAL" differs from "total" only in upper and lower case.',
    ]);
  });

  it("show each its own value, in every layout", async () => {
    await start(events);
    const json = async (...args: string[]) =>
      JSON.parse((await here("preview", ...args, "--format", "json")).stdout) as {
        columns: { name: string }[];
        rows: Record<string, unknown>[];
      };
    const a = (rows: Record<string, unknown>[], id = "1") =>
      rows.find((row) => row.event === "order_a" && row.source_key === id);
    const narrow = a((await json("--stream", "n")).rows)?.properties;
    assert.deepEqual(typeof narrow === "string" ? JSON.parse(narrow) : narrow, {
      total: 1250,
      Total: "paid",
    });
    for (const args of [["order_a"], ["--stream", "s"], ["--stream", "counted"]]) {
      const { rows } = await json(...args);
      const row = a(rows);
      assert.equal(row?.total, 1250, `${args}: ${JSON.stringify(row)}`);
      assert.equal(row?.Total, "paid", `${args}`);
    }
  });

  it("are refused where events are numbered together, which asks for columns by name", async () => {
    await start(events);
    const { code, stderr } = await here("compile", "--stream", "numbered");
    assert.equal(code, 1);
    assert.match(stderr, /9:18 .*"Total" differs from "total" only in upper and lower case/);
    assert.match(stderr, /18:18 .*"TOTAL" differs from "total" only in upper and lower case/);
  });

  it("are found where a lookup has the other one, and between lookups and entities", async () => {
    await start(
      events
        .replace("{total: o.total_cents}", "{country: o.note}")
        .replace("Total: o.status", "size: o.note"),
    );
    assert.deepEqual(await found(), []);
    await folder.remove();
    await start(
      events
        .replace("as: o\n", "as: o\nlookups: {shared: {id: o.order_id}}\n")
        .replace("{total: o.total_cents}", "{country: o.note}")
        .replace("Total: o.status", "size: o.note"),
      project.replace("entities: {customer: {}}", "entities: {customer: {}, Customer: {}}"),
    );
    assert.deepEqual(await found(), [
      '6 names-differ-in-case: Property "country" differs from "Country" only in upper and lower case.',
      '5 names-differ-in-case: Entity "Customer" differs from "customer" only in upper and lower case.',
    ]);
  });

  it("are found where a property has an entity's column in another case", async () => {
    await start(events.replace("Total: o.status", "Customer_ID: o.status").replace("TOTAL", "note"));
    assert.deepEqual(await found(), [
      '9 reserved-property-name: "Customer_ID" is the column of the entity "customer"; a property can\'t have the same name.',
    ]);
    assert.match((await here("compile", "--stream", "s")).stderr, /Customer_ID/);
  });
});
