import assert from "node:assert/strict";
import { projectFindings } from "../../server/src/project/findings.ts";
import { forConnection } from "../../server/src/tasks/forConnection.ts";
import { projectOf } from "../support/memoryProject.ts";

const model = (name: string, schema: string, more: object = {}) => ({
  resource_type: "model",
  package_name: "wh",
  name,
  database: "Shop",
  schema,
  ...more,
});

const manifest = JSON.stringify({
  metadata: { project_name: "wh" },
  nodes: {
    a: model("orders", "dbt_dev"),
    b: model("totals", "dbt_dev_marts", { config: { schema: "marts" } }),
    c: model("days", "of_package", { package_name: "calendar" }),
    d: model("kept", "history", { resource_type: "snapshot", config: { target_schema: "history" } }),
  },
  sources: {
    s: { resource_type: "source", source_name: "raw", name: "orders", database: "lake", schema: "raw" },
  },
});

/** What `ref('orders')` leads to for a connection, and what is said of it. */
async function seen(connection: string): Promise<readonly [string | undefined, string]> {
  const project = await projectOf({
    "eventspec.yml": `eventspec: 1\ndbt: {project: wh}\nconnections: {c: ${connection}}\n`,
    "wh/target/manifest.json": manifest,
    "wh/other/manifest.json": manifest,
  });
  const own = await forConnection(project, undefined);
  const [finding] = projectFindings(own).filter(({ rule }) => rule === "invalid-reference");
  const text = own.documents.get("eventspec.yml")?.text.slice(finding?.span.start, finding?.span.end);
  const said = finding ? `${finding.severity} at ${text}: ${finding.message} ${finding.hint}` : "";
  return [own.resolveTable({ kind: "ref", model: "orders" })?.join("."), said];
}

describe("dbt's artefacts and a connection", () => {
  for (const settings of [
    "{type: postgres, database: shop, schema: DBT_DEV}",
    "{type: postgres, database: shop}",
    "{type: postgres, url: 'postgres://h/d'}",
    "{type: duckdb, path: data/shop.duckdb}",
    "{type: duckdb, path: copy.duckdb, database: shop}",
    "{type: snowflake, account: a, database: SHOP, schema: dbt_dev}",
    "{type: bigquery, project: billing, dataset: dbt_dev}",
    "{type: trino, host: h, catalog: shop, schema: dbt_dev}",
    "{type: postgres, database: shop, schema: analytics, artifacts: target}",
    "{type: postgres, schema: {env: NOT_SET}}",
  ])
    it(`belong to ${settings}`, async () =>
      assert.deepEqual(await seen(settings), ["Shop.dbt_dev.orders", ""]));

  for (const [settings, difference] of [
    ["{type: postgres, database: shop, schema: analytics}", /schema dbt_dev, .* leads to schema analytics/],
    ["{type: postgres, database: shop, schema: dbt_dev_marts}", /leads to schema dbt_dev_marts/],
    ["{type: redshift, database: prod}", /database Shop, .* leads to database prod/],
    ["{type: duckdb, path: prod.duckdb}", /leads to database prod/],
    ["{type: bigquery, project: billing, dataset: analytics}", /leads to schema analytics/],
    ["{type: databricks, host: h, http_path: p, catalog: prod}", /leads to database prod/],
    ["{type: clickhouse, host: h, database: analytics}", /leads to schema analytics/],
  ] as const)
    it(`are not those of ${settings}`, async () => {
      const [relation, said] = await seen(settings);
      assert.equal(relation, undefined);
      assert.match(said, /^warning at c: dbt's artefacts in wh\/target are of /);
      assert.match(said, difference);
      assert.match(said, /--target-path target-c` and set `artifacts: target-c`/);
    });
});
