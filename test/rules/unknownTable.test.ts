import assert from "node:assert/strict";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { projectOf } from "../support/memoryProject.ts";
import { sqlParser } from "./findingsOf.ts";

const manifest = JSON.stringify({
  nodes: { a: { resource_type: "model", name: "orders", package_name: "shop", schema: "analytics" } },
});

async function unknown(from: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const project = await projectOf({
    "eventspec.yml": "eventspec: 1\ndbt: {project: dbt}\n",
    "dbt/target/manifest.json": manifest,
    "a.events.yml": `from: ${from}\nas: o\nkey: o.id\nevents: {order_placed: {at: o.at}}\n`,
    ...more,
  });
  const found = checkProject(project, { dialect: "duckdb", parser: await sqlParser() });
  return found.filter(({ rule }) => rule === "unknown-table").map(({ message }) => message);
}

describe("unknown-table with dbt", () => {
  it("says nothing of relations that dbt need not know", async () => {
    assert.deepEqual(await unknown("raw.orders"), []);
    assert.deepEqual(await unknown("analytics.orders"), []);
  });

  it("names models that dbt should know", async () => {
    assert.deepEqual(await unknown("ref('orders')"), []);
    assert.deepEqual(await unknown("ref('ordrs')"), ['dbt knows no model "ordrs".']);
  });

  it("goes on doing both where the catalog describes the same tables", async () => {
    const tables = [{ name: "analytics.orders", columns: [{ name: "id" }] }];
    const files = { "eventspec.catalog.json": JSON.stringify({ version: 1, tables }) };
    assert.deepEqual(await unknown("raw.orders", files), ['There is no table "raw.orders".']);
    assert.deepEqual(await unknown("ref('ordrs')", files), ['dbt knows no model "ordrs".']);
    assert.deepEqual(await unknown("ref('orders')", files), []);
  });
});
