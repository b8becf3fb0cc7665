/** The manifest of a small dbt project that says all that a manifest can say of tables, as dbt writes it. */
const owner = { name: "Finance Team", email: "finance@shop.example", slack: "#finance" };

interface Test {
  readonly of?: string;
  readonly column?: string;
  readonly kwargs?: object;
  readonly config?: object;
  readonly namespace?: string;
}

function test(name: string, { of = "orders", column, kwargs, config, namespace }: Test) {
  return {
    resource_type: "test",
    package_name: "shop",
    name,
    column_name: column ?? null,
    attached_node: `model.shop.${of}`,
    depends_on: { macros: [], nodes: [`model.shop.${of}`] },
    config: { severity: "ERROR", where: null, limit: null, ...config },
    test_metadata: {
      name,
      namespace: namespace ?? null,
      kwargs: { ...(column !== undefined && { column_name: column }), ...kwargs },
    },
  };
}

const tests = [
  test("unique", { column: "order_id" }),
  test("not_null", { column: "order_id" }),
  test("not_null", { column: "ordered_at", config: { severity: "warn" } }),
  test("not_null", { column: "shipped_at", config: { where: "status = 'sent'" } }),
  test("accepted_values", { column: "status", kwargs: { values: ["paid", "sent", 3], quote: false } }),
  test("relationships", { column: "customer_id", kwargs: { to: "ref('customers')", field: "customer_id" } }),
  test("not_empty_string", { column: "status", namespace: "dbt_utils" }),
  test("not_null", { of: "lines", column: "order_id" }),
  test("not_null", { of: "lines", column: "line_no" }),
  test("unique_combination_of_columns", {
    of: "lines",
    namespace: "dbt_utils",
    kwargs: { combination_of_columns: ["order_id", "line_no"] },
  }),
];

const column = (name: string, more: object = {}) => ({ [name]: { name, ...more } });

const model = (name: string, more: object = {}) => ({
  resource_type: "model",
  package_name: "shop",
  name,
  alias: name,
  database: "wh",
  schema: "marts",
  original_file_path: `models/${name}.sql`,
  config: { materialized: "view", contract: { enforced: false } },
  ...more,
});

const nodes = {
  "model.shop.orders": model("orders", {
    description: "One row an *order*, as `doc('orders')` says.",
    config: { materialized: "incremental", tags: ["finance"] },
    group: "finance",
    columns: {
      ...column("order_id", { data_type: "integer", description: "Its number." }),
      ...column("customer_id", { data_type: "integer" }),
      ...column("ordered_at", { data_type: "timestamp" }),
      ...column("shipped_at", { data_type: "timestamp" }),
      ...column("status", { data_type: "varchar" }),
      ...column("email", { data_type: "varchar", meta: { contains_pii: true } }),
    },
  }),
  "model.shop.lines": model("lines", {
    columns: { ...column("order_id"), ...column("line_no") },
    config: { materialized: "table", meta: { owner: "growth@shop.example" } },
  }),
  "model.shop.customers": model("customers", {
    original_file_path: "models\\core\\customers.sql",
    config: { materialized: "table", contract: { enforced: true } },
    constraints: [{ type: "primary_key", columns: ["customer_id"] }],
    columns: {
      ...column("customer_id", { data_type: "integer", constraints: [{ type: "not_null" }] }),
      ...column("signed_up_at", { data_type: "timestamp" }),
    },
  }),
  "model.shop.plans.v1": model("plans", {
    alias: "plans_v1",
    version: 1,
    latest_version: 2,
    deprecation_date: "2027-01-31T00:00:00+00:00",
    original_file_path: "models/plans_v1.sql",
  }),
  "model.shop.plans.v2": model("plans", { alias: "plans_v2", version: 2, latest_version: 2 }),
  "model.shop.inlined": model("inlined", { config: { materialized: "ephemeral" } }),
  "model.shop.strayed": model("strayed", { original_file_path: "../../secret.sql" }),
  "model.calendar.days": model("days", { package_name: "calendar" }),
  "seed.shop.countries": model("countries", {
    resource_type: "seed",
    config: { materialized: "seed" },
    original_file_path: "seeds/countries.csv",
  }),
  ...Object.fromEntries(tests.map((each, index) => [`test.shop.${index}`, each])),
};

const sources = {
  "source.shop.raw.payments": {
    resource_type: "source",
    package_name: "shop",
    source_name: "raw",
    name: "payments",
    identifier: "payments_v3",
    database: "wh",
    schema: "raw",
    original_file_path: "models/sources.yml",
    source_meta: { owner: "@payments" },
    loaded_at_field: "_synced_at",
    freshness: {
      warn_after: { count: 12, period: "hour" },
      error_after: { count: 1, period: "day" },
      filter: null,
    },
    columns: { ...column("payment_id"), ...column("_synced_at"), ...column("paid_at") },
  },
};

/** In: the version of the manifest's schema, such as `v12`. */
export function dbtShopManifest(version: "v10" | "v11" | "v12" = "v12"): string {
  return JSON.stringify({
    metadata: {
      dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/${version}.json`,
      project_name: "shop",
      adapter_type: "duckdb",
    },
    nodes,
    sources,
    groups: {
      "group.shop.finance": {
        name: "finance",
        package_name: "shop",
        original_file_path: "models/groups.yml",
        owner,
      },
      "group.calendar.makers": { name: "makers", package_name: "calendar", owner: { name: "Makers" } },
    },
    exposures: {
      "exposure.shop.weekly": {
        name: "weekly",
        label: "Weekly numbers",
        type: "dashboard",
        owner: { email: "ann@shop.example" },
        depends_on: { macros: [], nodes: ["model.shop.orders", "source.shop.raw.payments"] },
      },
    },
  });
}

/** Files of the dbt project that the manifest tells of. */
export const dbtShopFiles: Readonly<Record<string, string>> = {
  "wh/dbt_project.yml": "name: shop\n",
  "wh/target/manifest.json": dbtShopManifest(),
  "wh/models/orders.sql": "select 1 as order_id\n",
  "wh/models/inlined.sql": "select 1 as x\n",
  "wh/seeds/countries.csv": "code\nBE\n",
  "wh/models/sources.yml":
    "sources:\r\n  - name: other\r\n    tables: [{name: payments}]\r\n  - name: raw\r\n    tables:\r\n      - name: refunds\r\n      - name: payments\r\n",
  "wh/models/groups.yml": "groups:\n  - name: finance\n    owner: {name: Finance Team}\n",
};
