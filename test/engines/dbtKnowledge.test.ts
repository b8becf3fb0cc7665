/** What dbt says is read as dbt writes it: groups, tests, freshness, deprecation, exposures and digests of a project that dbt itself has parsed. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFindings } from "../../server/src/project/findings.ts";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import { temporaryFolder } from "../support/connections.ts";
import { dbt, dbtPython } from "../support/dbtProject.ts";

const described = `
groups:
  - name: finance
    owner: {name: Finance Team, email: finance@shop.example, slack: '#finance'}
exposures:
  - name: weekly
    label: Weekly numbers
    type: dashboard
    owner: {email: ann@shop.example}
    depends_on: [ref('orders')]
sources:
  - name: raw
    config: {meta: {owner: "@loaders"}, loaded_at_field: at, freshness: {warn_after: {count: 12, period: hour}}}
    tables: [{name: orders, config: {tags: [landing]}}]
models:
  - name: orders
    description: "{{ doc('orders') }}"
    deprecation_date: 2027-01-31
    config: {group: finance}
    columns:
      - name: id
        data_tests: [unique, not_null]
      - name: status
        data_tests:
          - accepted_values: {arguments: {values: [paid, open]}}
          - not_null: {config: {severity: warn}}
          - unique: {config: {where: "id > 1"}}
      - name: customer
        data_tests: [{relationships: {arguments: {to: ref('customers'), field: id}}}]
      - name: email
        config: {meta: {contains_pii: true}}
  - name: customers
    config: {contract: {enforced: true}}
    constraints: [{type: primary_key, columns: [id, since]}]
    columns:
      - {name: id, data_type: int, constraints: [{type: not_null}]}
      - {name: since, data_type: date}
`;

const files = {
  "eventspec.yml": "eventspec: 1\nname: p\ndbt: {project: wh}\n",
  "a.events.yml":
    "from: ref('orders')\nas: o\nkey: o.id\nowner: finance\nevents: {order_placed: {at: o.at}}\n",
  "wh/dbt_project.yml": "name: wh\nversion: '1.0'\nprofile: wh\n",
  "wh/profiles.yml": "wh: {target: dev, outputs: {dev: {type: duckdb, path: wh.duckdb}}}\n",
  "wh/models/orders.sql": "\nselect 1 as id, 'paid' as status, 1 as customer, 'é' as email\n\n",
  "wh/models/customers.sql": "select 1::int as id, date '2026-01-01' as since",
  "wh/models/docs.md": "{% docs orders %}One row an *order*.{% enddocs %}\n",
  "wh/models/models.yml": described,
};

describe("what dbt itself says", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const load = () => loadProject(nodeFileSystem(), folder.path, { env: {} });

  before(async function () {
    this.timeout(900_000);
    folder = await temporaryFolder(files);
    await dbt(await dbtPython(), join(folder.path, "wh"), "parse");
  });
  after(() => folder.remove());

  it("is known of its tables", async () => {
    const { catalog } = await load();
    const facts = Object.fromEntries(catalog.tables.map(({ reference, dbt }) => [reference, dbt]));
    assert.deepEqual(facts["ref('orders')"], {
      resource: "model",
      materialized: "view",
      file: "models/orders.sql",
      group: "finance",
      owner: { name: "Finance Team", email: "finance@shop.example", slack: "#finance" },
      deprecatedOn: "2027-01-31",
      exposures: [{ name: "Weekly numbers", type: "dashboard", owner: { email: "ann@shop.example" } }],
      keys: [["id"]],
    });
    assert.deepEqual(facts["source('raw', 'orders')"], {
      resource: "source",
      file: "models/models.yml",
      owner: { name: "@loaders" },
      loadedAt: "at",
      freshness: { warnAfter: "12 hours" },
      exposures: [],
      keys: [],
    });
    assert.deepEqual(facts["ref('customers')"]?.keys, [["id", "since"]]);
    assert.equal(
      catalog.tables.find(({ reference }) => reference === "ref('orders')")?.description,
      "One row an *order*.",
    );
  });

  it("is known of its columns", async () => {
    const { catalog } = await load();
    const columns = catalog.tables.find(({ reference }) => reference === "ref('orders')")?.columns ?? [];
    assert.deepEqual(
      columns.map(({ name, dbt, tags }) => [name, dbt?.tests ?? tags]),
      [
        ["id", [{ name: "unique" }, { name: "not_null" }]],
        [
          "status",
          [
            { name: "accepted_values", values: ["paid", "open"] },
            { name: "not_null", warns: true },
          ],
        ],
        ["customer", [{ name: "relationships", to: "ref('customers')", field: "id" }]],
        ["email", ["contains_pii"]],
      ],
    );
  });

  it("is outdated once a model that specs read is another", async () => {
    const changed = async () =>
      projectFindings(await load()).filter(({ message }) => /was changed after dbt/.test(message)).length;
    assert.equal(await changed(), 0);
    await writeFile(
      join(folder.path, "wh/models/customers.sql"),
      "select 2::int as id, current_date as since",
    );
    assert.equal(await changed(), 0, "nobody reads it");
    await writeFile(join(folder.path, "wh/models/orders.sql"), "select 2 as id");
    assert.equal(await changed(), 1);
  });
});
