/** An exported project built by dbt, load after load, beside what its events are by their own SQL. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { runHere } from "./cli.ts";
import { writeFiles } from "./connections.ts";
import { dbtExportFiles } from "./dbtExportProject.ts";
import { dbt } from "./dbtProject.ts";
import type { DbtWarehouse } from "./dbtWarehouse.ts";

interface Load {
  /** The run's moment. */
  readonly now: string;
  /** By order: customer, status, ordered and shipped. */
  readonly orders: Readonly<Record<number, readonly [number, string, string | null, string | null]>>;
  /** Times of parcels. */
  readonly arrivals?: readonly string[];
  /** Of `order_placed`. */
  readonly version?: number;
}

const late = "2025-12-01 08:00:00";

export const loads: readonly Load[] = [
  {
    now: "2026-01-02 12:00:00",
    orders: {
      1: [7, "paid", "2026-01-01 20:00:00", "2026-01-05 08:00:00"],
      2: [8, "paid", null, null],
      5: [8, "open", "2026-01-01 21:00:00", null],
    },
    arrivals: ["2026-01-02 10:00:00"],
  },
  // One comes late, before all others; one is planned.
  {
    now: "2026-01-02 18:00:00",
    orders: { 3: [7, "open", late, null], 4: [8, "open", "2026-01-03 09:00:00", null] },
    arrivals: ["2026-01-02 08:00:00", "2026-01-02 17:00:00"],
  },
  // Some are no events any more, one is a cancelled one now; what was planned has come.
  {
    now: "2026-01-03 12:00:00",
    orders: {
      1: [7, "paid", null, null],
      3: [7, "cancelled", late, null],
      5: [9, "{{", "2026-01-01 21:00:00", null],
    },
  },
  { now: "2026-01-04 12:00:00", orders: {}, version: 2 },
  { now: "2026-02-04 12:00:00", orders: { 6: [9, "paid", "2026-02-04 09:00:00", null] }, version: 2 },
];

const sources = `sources:
  - name: raw
    schema: raw
    tables: [{name: orders}, {name: arrivals}]
`;

const dbtProject = `name: shop
version: "1.0"
profile: shop
flags: {send_anonymous_usage_stats: false}
`;

/** Writes the dbt project with its raw tables, empty. */
export async function beginBuilds(folder: string, warehouse: DbtWarehouse): Promise<void> {
  const { "target/manifest.json": _, ...specs } = dbtExportFiles();
  await writeFiles(folder, {
    ...specs,
    "dbt_project.yml": dbtProject,
    // JSON is YAML.
    "profiles.yml": JSON.stringify({ shop: { target: "dev", outputs: { dev: warehouse.target } } }),
    "models/sources.yml": sources,
    "models/stg_orders.sql": "select * from {{ source('raw', 'orders') }}\n",
  });
  await warehouse.run([
    "create schema raw",
    "create table raw.orders (order_id bigint, customer_id bigint, status varchar, ordered_at timestamp, shipped_at timestamp, loaded_at timestamptz)",
    "create table raw.arrivals (id bigint, arrived_at timestamp)",
  ]);
  await dbt(warehouse.python, folder, "parse");
}

/** Puts a load in, exports and builds. */
export async function buildLoad(
  folder: string,
  warehouse: DbtWarehouse,
  load: Load,
  number: number,
): Promise<void> {
  const { now, orders, arrivals = [], version = 1 } = load;
  const text = (value: string | null) => (value === null ? "null" : `'${value}'`);
  await warehouse.run([
    ...Object.entries(orders).flatMap(([id, [customer, status, ordered, shipped]]) => [
      `delete from raw.orders where order_id = ${id}`,
      `insert into raw.orders values (${id}, ${customer}, '${status}', ${text(ordered)}, ${text(shipped)}, '${now}+00')`,
    ]),
    ...arrivals.map((at, index) => `insert into raw.arrivals values (${number * 10 + index}, '${at}')`),
  ]);
  await exportEdited(folder, () => dbtExportFiles({ version })["orders.events.yml"] ?? "");
  await build(folder, warehouse, load);
}

/** Exports after a change of the spec of orders. */
export async function exportEdited(folder: string, change: (spec: string) => string): Promise<void> {
  const path = join(folder, "orders.events.yml");
  await writeFile(path, change(await readFile(path, "utf8")));
  const { code, stderr, stdout } = await runHere(["export", "dbt"], { cwd: folder });
  assert.equal(code, 0, stderr + stdout);
}

export async function build(
  folder: string,
  { python }: DbtWarehouse,
  { now }: Load,
  ...more: readonly string[]
): Promise<void> {
  await dbt(python, folder, "build", "--vars", JSON.stringify({ eventspec_now: now }), ...more);
}

/** By model: rows as dbt has built them, and as the event's or stream's own SQL gives them. */
export async function rowsOfModels(folder: string, warehouse: DbtWarehouse, { now }: Load) {
  const project = await loadProject(nodeFileSystem(), folder, { env: {} });
  const options = { dialect: warehouse.dialect, now: `${now.replace(" ", "T")}Z` } as const;
  const events = compile(project, { ...options, layout: "per_event" }).relations;
  const streams = project.file.streams.flatMap(({ name: { value: stream } }) =>
    compile(project, { ...options, layout: "narrow", stream }).relations.map((one) => ({
      ...one,
      name: stream,
    })),
  );
  const built: Record<string, string[]> = {};
  const own: Record<string, string[]> = {};
  for (const { name, sql } of [...events, ...streams]) {
    built[name] = await warehouse.rows(`select * from main.${name}`);
    own[name] = await warehouse.rows(sql.trimEnd());
  }
  return { built, own };
}
