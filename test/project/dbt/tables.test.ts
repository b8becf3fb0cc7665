import assert from "node:assert/strict";
import fc from "fast-check";
import { findTable } from "../../../server/src/project/catalog.ts";
import { readDbtCatalog, readManifest } from "../../../server/src/project/dbt/manifest.ts";
import { dbtProject } from "../../../server/src/project/dbt/tables.ts";
import { loadProject } from "../../../server/src/project/loadProject.ts";
import { nodeFileSystem, overlayFileSystem } from "../../../server/src/project/nodeFileSystem.ts";
import { parseTable } from "../../../server/src/spec/values.ts";
import { projectOf } from "../../support/memoryProject.ts";
import { describeRealData } from "../../support/realData.ts";

const model = (name: string, more: object = {}) => ({
  resource_type: "model",
  package_name: "shop",
  name,
  alias: name,
  database: "prod",
  schema: "analytics",
  columns: {},
  ...more,
});

const manifest = JSON.stringify({
  metadata: { dbt_schema_version: "https://schemas.getdbt.com/dbt/manifest/v12.json", project_name: "shop" },
  nodes: {
    "model.shop.orders": model("orders", {
      alias: "fct_orders",
      description: "One row per order.",
      tags: ["finance"],
      dbt: { resource: "model", keys: [], exposures: [] },
      columns: {
        order_id: { name: "order_id", description: "Its number.", data_type: "int" },
        email: { name: "email", config: { tags: ["pii"] } },
        phone: { name: "phone", meta: { contains_pii: true, owner: "crm", is_pii: false } },
        city: { name: "city", config: { meta: { privacy: "personal", sensitive: "no" } } },
      },
    }),
    "model.other.orders": model("orders", { package_name: "other", schema: "other" }),
    "model.shop.plans.v1": model("plans", { alias: "plans_v1", version: 1, latest_version: 2 }),
    "model.shop.plans.v2": model("plans", { alias: "plans_v2", version: 2, latest_version: 2 }),
    "model.shop.inlined": model("inlined", { config: { materialized: "ephemeral" } }),
    "test.shop.x": { resource_type: "test", name: "x" },
  },
  sources: {
    "source.shop.crm.deals": {
      source_name: "crm",
      name: "deals",
      identifier: "deals_raw",
      database: "prod",
      schema: "crm",
    },
  },
});

const catalog = JSON.stringify({
  nodes: {
    "model.shop.orders": {
      columns: {
        EMAIL: { type: "TEXT", index: 2, name: "EMAIL", comment: null },
        ORDER_ID: { type: "NUMBER", index: 1, name: "ORDER_ID", comment: "From the warehouse." },
      },
    },
  },
  sources: {},
});

function ofTexts(manifestText: string, catalogText: string) {
  const [read, columns] = [readManifest(manifestText), readDbtCatalog(catalogText)];
  return dbtProject({
    folder: "/target",
    shown: "target",
    root: "/",
    place: { span: { start: 0, end: 0 } },
    ...(read && { manifest: read }),
    ...(columns && { catalog: columns }),
  });
}

describe("a dbt project", () => {
  const { tables, resolveTable } = ofTexts(manifest, catalog);
  const resolved = (text: string) => {
    const table = parseTable(text);
    assert.ok(table, text);
    return resolveTable(table)?.join(".");
  };

  it("resolves references as dbt does", () => {
    assert.equal(resolved("ref('orders')"), "prod.analytics.fct_orders");
    assert.equal(resolved("ref('other', 'orders')"), "prod.other.orders");
    assert.equal(resolved("ref('plans')"), "prod.analytics.plans_v2");
    assert.equal(resolved("ref('plans', v=1)"), "prod.analytics.plans_v1");
    assert.equal(resolved("ref('shop', 'plans', version='2')"), "prod.analytics.plans_v2");
    assert.equal(resolved("source('crm', 'deals')"), "prod.crm.deals_raw");
    assert.equal(resolved("shop.orders"), "shop.orders");
    for (const unknown of [
      "ref('nothing')",
      "ref('plans', v=3)",
      "ref('inlined')",
      "source('crm', 'x')",
      "ref('x')",
    ]) {
      assert.equal(resolved(unknown), undefined, unknown);
    }
  });

  it("knows columns from the warehouse, described by the project", () => {
    const orders = tables.find(({ reference }) => reference === "ref('orders')");
    assert.deepEqual(orders, {
      parts: ["prod", "analytics", "fct_orders"],
      columns: [
        { name: "ORDER_ID", type: "NUMBER", description: "Its number." },
        { name: "EMAIL", type: "TEXT", tags: ["pii"] },
      ],
      description: "One row per order.",
      reference: "ref('orders')",
      tags: ["finance"],
      dbt: { resource: "model", keys: [], exposures: [] },
      origin: "dbt",
    });
    assert.equal(
      tables.some(({ parts }) => parts.includes("inlined")),
      false,
    );
  });

  it("knows the class of a column from its tags and its meta", () => {
    const alone = ofTexts(manifest, "").tables.find(({ reference }) => reference === "ref('orders')");
    assert.deepEqual(
      alone?.columns.map(({ name, tags }) => [name, tags]),
      [
        ["order_id", undefined],
        ["email", ["pii"]],
        ["phone", ["contains_pii"]],
        ["city", ["personal"]],
      ],
    );
  });

  it("is read from the folder that the project names, also beside it", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\ndbt: {project: ../analytics}\n",
      "../analytics/target/manifest.json": manifest,
      "eventspec.catalog.json": JSON.stringify({
        version: 1,
        tables: [{ name: "analytics.fct_orders", columns: [{ name: "order_id", type: "BIGINT" }] }],
      }),
    });
    assert.deepEqual(project.resolveTable({ kind: "ref", model: "orders" }), [
      "prod",
      "analytics",
      "fct_orders",
    ]);
    const known = findTable(project.catalog, ["prod", "analytics", "fct_orders"]);
    assert.deepEqual(known?.columns, [{ name: "order_id", type: "BIGINT", description: "Its number." }]);
    assert.deepEqual([known?.origin, known?.reference], ["eventspec.catalog.json", "ref('orders')"]);
  });

  it("survives whatever stands in its files", () => {
    const odd = [
      "",
      "{",
      "[]",
      "null",
      '{"nodes": [1], "sources": null}',
      '{"nodes": {"a": null, "b": {"columns": 3}}}',
    ];
    for (const text of odd) assert.deepEqual(ofTexts(text, text).tables.length, 0, text);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const node = JSON.stringify({
          nodes: { a: { resource_type: "model", columns: value, tags: value, alias: value } },
        });
        assert.equal(ofTexts(node, node).tables.length, 1);
      }),
    );
  });
});

describeRealData("A dbt package's own project", "dbt_artifacts/zendesk", (source) => {
  it("is read with its names, types and descriptions", async () => {
    const text = await nodeFileSystem().readText(`${source}/manifest.json`);
    const types = await nodeFileSystem().readText(`${source}/catalog.json`);
    const files = new Map([
      ["/p/eventspec.yml", "eventspec: 1\ndbt: {project: z}\n"],
      ["/p/z/target/manifest.json", text ?? ""],
      ["/p/z/target/catalog.json", types ?? ""],
    ]);
    const none = { readText: async () => undefined, listFiles: async () => [] };
    const project = await loadProject(overlayFileSystem(none, files), "/p");
    const parts = project.resolveTable({
      kind: "source",
      source: "zendesk",
      table: "ticket",
    });
    assert.deepEqual(parts, ["postgres", "public", "ticket_data"]);
    const ticket = findTable(project.catalog, parts ?? []);
    assert.equal(
      ticket?.columns.find(({ name }) => name === "created_at")?.type,
      "timestamp without time zone",
    );
    assert.ok((ticket?.columns.filter(({ description }) => description).length ?? 0) > 5);
  });
});
