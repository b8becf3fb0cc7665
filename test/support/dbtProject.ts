/** A dbt project with what names can mean in one, made by dbt itself. */
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pythonWith } from "./python.ts";

export const dbtPython = (): Promise<string> =>
  pythonWith(["dbt-core==1.10.23", "dbt-duckdb==1.10.1", "duckdb==1.5.5"]);

export const dbtPostgresPython = (): Promise<string> =>
  pythonWith(["dbt-core==1.10.23", "dbt-postgres==1.10.2"]);

/** With the interpreter of metrics. */
export const metricFlowPython = (): Promise<string> =>
  pythonWith(["dbt-core==1.10.23", "dbt-duckdb==1.10.1", "duckdb==1.5.5", "dbt-metricflow==0.13.0"]);

/** Both targets are schemas of one file: whoever takes one for the other finds rows, and wrong ones. */
const profiles = `
shared: &shared
  type: duckdb
  path: "{{ env_var('SHOP_FILE', 'shop') ~ '.duckdb' }}"
  threads: "{{ env_var('SHOP_THREADS', '2') | int }}"
shop:
  target: "{{ env_var('SHOP_TARGET', '') or 'dev' }}"
  outputs:
    dev: {<<: *shared, schema: "{{ 'dbt_dev' if env_var('SHOP_OWN', 'yes') == 'yes' else 'main' }}"}
    prod: {<<: *shared, schema: analytics}
`;

const files: Readonly<Record<string, string>> = {
  "dbt_project.yml": `
name: shop
version: "1.0"
profile: shop
model-paths: [models]
models: {shop: {marts: {+schema: marts}}}
flags: {send_anonymous_usage_stats: false}
`,
  "profiles.yml": profiles,
  "packages.yml": "packages: [{local: packages/calendar}]\n",
  "packages/calendar/dbt_project.yml": "name: calendar\nversion: '1.0'\n",
  "packages/calendar/models/days.sql":
    "select 1 as id, timestamp '2026-01-01' as happened_at, '{{ target.name }}' as target",
  "seeds/raw_orders.csv": "id,happened_at,status\n1,2026-01-01 10:00:00,paid\n2,2026-01-02 10:00:00,open\n",
  "models/sources.yml": `
sources:
  - name: raw
    schema: "{{ target.schema }}"
    tables: [{name: orders, identifier: raw_orders}]
`,
  "models/models.yml": `
models:
  - name: orders
    description: One row per order.
    columns: [{name: id, description: Its number.}]
  - name: payments
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: integer}, {name: happened_at, data_type: timestamp}, {name: target, data_type: varchar}]
  - name: plans
    latest_version: 2
    versions: [{v: 1}, {v: 2}]
`,
  "models/orders.sql":
    "select id, happened_at, status, '{{ target.name }}' as target from {{ ref('raw_orders') }}",
  "models/renamed.sql":
    "{{ config(alias='renamed_orders', materialized='table') }} select * from {{ ref('orders') }}",
  "models/marts/totals.sql": "select id, happened_at, target from {{ ref('inlined') }}",
  "models/inlined.sql": "{{ config(materialized='ephemeral') }} select * from {{ ref('orders') }}",
  "models/off.sql": "{{ config(enabled=false) }} select 1 as id",
  "models/payments.sql":
    "select 1::integer as id, timestamp '2026-01-01' as happened_at, '{{ target.name }}'::varchar as target",
  "models/plans_v1.sql":
    "select 1 as id, timestamp '2026-01-01' as happened_at, '{{ target.name }} v1' as target",
  "models/plans_v2.sql":
    "select 1 as id, timestamp '2026-01-01' as happened_at, '{{ target.name }} v2' as target",
  "snapshots/snapshots.yml": `
snapshots:
  - name: orders_snapshot
    relation: ref('orders')
    config: {unique_key: id, strategy: check, check_cols: [status]}
`,
};

/** The files of the project below a folder's name. */
export function dbtProjectFiles(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

/** Runs dbt in a folder. Rejects with what it says. */
export function dbt(python: string, folder: string, ...args: readonly string[]): Promise<void> {
  return runBeside(python, "dbt", folder, ["--no-use-colors", ...args]);
}

/** Asks MetricFlow in a folder that dbt has parsed. Rejects with what it says. */
export function metricFlow(python: string, folder: string, ...args: readonly string[]): Promise<void> {
  return runBeside(python, "mf", folder, args);
}

async function runBeside(
  python: string,
  program: string,
  folder: string,
  args: readonly string[],
): Promise<void> {
  const options = {
    cwd: folder,
    env: { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: "false" },
    maxBuffer: 1 << 26,
  };
  try {
    await promisify(execFile)(join(dirname(python), program), args, options);
  } catch (error) {
    const output = typeof error === "object" && error && "stdout" in error ? error.stdout : "";
    throw new Error(`${program} ${args.join(" ")} failed: ${output}\n${error}`);
  }
}
