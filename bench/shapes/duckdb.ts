import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { catalogOf } from "../../server/src/warehouse/catalog.ts";
import { never, open } from "../../test/support/connections.ts";
import type { ShapeEngine } from "./compare.ts";
import { lastDay, lifecycle } from "./spec.ts";

/** DuckDB over one sorted Parquet file, with two threads and no cache of its own, so that each query reads what it needs. */
export async function duckDb(folder: string, rows: number): Promise<ShapeEngine> {
  await mkdir(folder, { recursive: true });
  const name = `orders-${rows}.parquet`;
  const file = join(folder, name);
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "12GB" });
  const session = await instance.connect();
  await session.run(
    "set TimeZone = 'UTC'; set enable_external_file_cache = false; set preserve_insertion_order = false",
  );
  await session.run(`copy (${tableQuery(rows)}) to '${file}' (format parquet, row_group_size 100000)`);
  await session.run(`create schema shop; create view shop.orders as select * from read_parquet('${file}')`);
  const connection = await open("duckdb", { files: { "shop.orders": name } }, { projectRoot: folder });
  const catalog = await catalogOf(connection, undefined, never());
  await connection.close();
  const value = async (sql: string) => (await session.runAndReadAll(sql)).getRowsJson()[0] ?? [];
  return {
    name: "duckdb",
    label: `DuckDB, ${rows.toLocaleString("en")} rows of Parquet`,
    catalog,
    fingerprint: async (sql, more) =>
      JSON.stringify(
        await value(
          `select count(*), bit_xor(hash(event_id)), bit_xor(hash(event, event_version, occurred_at, customer_id, revenue, link, source, ${["source_key", "loaded_at", ...more].join(", ")})), bit_xor(hash(properties->>'channel', properties->>'country', properties->>'total')) from (${sql})`,
        ),
      ),
    async run(sql) {
      const before = await bytesRead();
      const start = performance.now();
      await session.runAndReadAll(sql);
      return { milliseconds: performance.now() - start, bytes: (await bytesRead()) - before };
    },
    async close() {
      session.closeSync();
      instance.closeSync();
      await rm(file);
    },
  };
}

/** Bytes that this process has asked files for so far; zero where the system does not count them. */
export async function bytesRead(): Promise<number> {
  const counters = await readFile("/proc/self/io", "utf8").catch(() => "");
  return Number(/^rchar: (\d+)/m.exec(counters)?.[1] ?? 0);
}

export function tableQuery(rows: number): string {
  const created = `timestamp '${lastDay}' - interval 365 day + to_microseconds((i * (365 * 86400 * 1000000.0 / ${rows}))::bigint)`;
  const times = Array.from(
    { length: lifecycle },
    (_, k) =>
      `case when hash(i, ${k}) % ${k + 1} = 0 then created_at + to_seconds((hash(i, ${k}, 7) % 2000000)::bigint) end as t${k}`,
  );
  return `select i as order_id, (hash(i) % 500000)::bigint as customer_id, (hash(i, 1) % 20000)::bigint as total_cents,
    ['web', 'app', 'store'][(hash(i, 2) % 3)::int + 1] as channel, ['BE', 'NL', 'FR', 'DE'][(hash(i, 3) % 4)::int + 1] as country,
    created_at, ${times.join(", ")}
    from (select range as i, ${created.replaceAll("(i *", "(range *")} as created_at from range(${rows}))`;
}
