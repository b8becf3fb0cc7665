import assert from "node:assert/strict";
import { readManifest } from "../../../server/src/project/dbt/manifest.ts";
import { teamOfTable } from "../../../server/src/project/teams.ts";
import type { Table } from "../../../server/src/project/types.ts";
import { dbtShopManifest } from "../../support/dbtShop.ts";
import { projectOf } from "../../support/memoryProject.ts";

const spec = (more: string) => ({
  "eventspec.yml": `eventspec: 1\ndbt: {project: wh}\n${more}`,
  "wh/target/manifest.json": dbtShopManifest(),
});

describe("what a dbt project says", () => {
  const tablesBy = async (more = "") => {
    const project = await projectOf(spec(more));
    const table = (name: string): Table => {
      const found = project.catalog.tables.find(({ parts }) => parts.at(-1) === name);
      assert.ok(found, name);
      return found;
    };
    return { project, table };
  };

  it("of a table is its making, its file, its owner, its keys and who reads it", async () => {
    const { table } = await tablesBy();
    assert.deepEqual(table("orders").dbt, {
      resource: "model",
      materialized: "incremental",
      file: "models/orders.sql",
      group: "finance",
      owner: { name: "Finance Team", email: "finance@shop.example", slack: "#finance" },
      exposures: [{ name: "Weekly numbers", type: "dashboard", owner: { email: "ann@shop.example" } }],
      keys: [["order_id"]],
    });
    assert.deepEqual(table("payments_v3").dbt, {
      resource: "source",
      file: "models/sources.yml",
      owner: { name: "@payments" },
      loadedAt: "_synced_at",
      freshness: { warnAfter: "12 hours", errorAfter: "1 day" },
      exposures: [{ name: "Weekly numbers", type: "dashboard", owner: { email: "ann@shop.example" } }],
      keys: [],
    });
    assert.deepEqual(table("lines").dbt?.keys, [["order_id", "line_no"]]);
    assert.deepEqual(table("lines").dbt?.owner, { email: "growth@shop.example" });
    assert.equal(table("plans_v1").dbt?.deprecatedOn, "2027-01-31");
    assert.equal(table("plans_v2").dbt?.deprecatedOn, undefined);
  });

  it("of files is where they lie, of packages where dbt installs them", async () => {
    const { table } = await tablesBy();
    assert.equal(table("customers").dbt?.file, "models/core/customers.sql");
    assert.equal(table("days").dbt?.file, "dbt_packages/calendar/models/days.sql");
  });

  it("of a column is what its tests hold for all rows, and its contract", async () => {
    const { table } = await tablesBy();
    const told = Object.fromEntries(table("orders").columns.map(({ name, dbt }) => [name, dbt?.tests]));
    assert.deepEqual(told, {
      order_id: [{ name: "unique" }, { name: "not_null" }],
      customer_id: [{ name: "relationships", to: "ref('customers')", field: "customer_id" }],
      ordered_at: [{ name: "not_null", warns: true }],
      shipped_at: undefined,
      status: [
        { name: "accepted_values", values: ["paid", "sent", "3"] },
        { name: "dbt_utils.not_empty_string" },
      ],
      email: undefined,
    });
    const [id] = table("customers").columns;
    assert.deepEqual(id, {
      name: "customer_id",
      type: "integer",
      dialect: "duckdb",
      dbt: { tests: [], constraints: ["not_null"] },
    });
    assert.deepEqual(table("customers").dbt?.keys, [["customer_id"]]);
    assert.equal(table("customers").partial, undefined, "a contract names all columns");
  });

  it("asserts no key where a test only warns, or a part may be null", () => {
    const manifest = JSON.parse(dbtShopManifest());
    for (const test of Object.values<{ name: string; config: object }>(manifest.nodes))
      if (test.name === "unique" || test.name === "not_null") test.config = { severity: "warn" };
    const nodes = readManifest(JSON.stringify(manifest))?.nodes ?? [];
    assert.deepEqual(
      nodes.filter(({ name }) => name === "orders" || name === "lines").map(({ facts }) => facts.keys),
      [[], []],
    );
  });

  for (const version of ["v10", "v11", "v12"] as const)
    it(`is read from a manifest ${version}`, () => {
      const read = readManifest(dbtShopManifest(version));
      assert.deepEqual(
        read?.groups.map(({ name, owner, file }) => [name, owner.email, file]),
        [["finance", "finance@shop.example", "models/groups.yml"]],
      );
    });

  it("of a name without quotes is read as Postgres folds it, and as it stands elsewhere", () => {
    const node = {
      ...{ resource_type: "model", name: "Orders", alias: "Orders", database: "Wh", schema: "Marts" },
      relation_name: '"Wh".Marts.Orders',
    };
    const parts = (adapter: string, more: object = {}) =>
      readManifest(
        JSON.stringify({ metadata: { adapter_type: adapter }, nodes: { m: { ...node, ...more } } }),
      )?.nodes[0]?.parts;
    assert.deepEqual(parts("postgres"), ["Wh", "marts", "orders"]);
    assert.deepEqual(parts("postgres", { relation_name: '"Wh"."Marts"."Orders"' }), [
      "Wh",
      "Marts",
      "Orders",
    ]);
    assert.deepEqual(parts("postgres", { relation_name: null }), ["Wh", "Marts", "Orders"]);
    assert.deepEqual(parts("snowflake"), ["Wh", "Marts", "Orders"]);
  });

  it("before tests named their node is taken of the only one that they read", () => {
    const node = { resource_type: "model", name: "a", columns: { id: { name: "id" } } };
    const test = (nodes: string[]) => ({
      resource_type: "test",
      column_name: "id",
      depends_on: { nodes },
      test_metadata: { name: "not_null" },
    });
    const nodes = {
      "model.p.a": node,
      "test.1": test(["model.p.a"]),
      "test.2": test(["model.p.a", "model.p.b"]),
    };
    const [read] = readManifest(JSON.stringify({ nodes }))?.nodes ?? [];
    assert.deepEqual(read?.columns[0]?.facts?.tests, [{ name: "not_null" }]);
  });

  it("of an owner is a team here by name, by address, or by its group", async () => {
    const { project, table } = await tablesBy(
      "teams: {growth: {email: growth@shop.example}, Payments: {}}\n",
    );
    const owner = (name: string) => teamOfTable(table(name), project)?.name;
    assert.deepEqual(["lines", "payments_v3", "orders", "customers"].map(owner), [
      "growth",
      "Payments",
      "finance",
      undefined,
    ]);
    const same = await tablesBy("teams: {money: {email: finance@shop.example}}\n");
    assert.equal(teamOfTable(same.table("orders"), same.project)?.name, "money");
  });
});
