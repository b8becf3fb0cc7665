import pg from "pg";
import { catalogOf } from "../../server/src/warehouse/catalog.ts";
import { never, open } from "../../test/support/connections.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import type { ShapeEngine } from "./compare.ts";
import { lastDay, lifecycle } from "./spec.ts";

interface ExplainNode {
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
}

const blockBytes = 8192;

/** A Postgres server of the benchmark's own, with an index on the column that the table is sorted by. */
export async function postgres(rows: number): Promise<ShapeEngine> {
  const server = await startPostgres();
  const { host, port, user, database } = server;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  await client.query("set timezone = 'UTC'; set jit = off; create schema shop");
  await client.query(tableStatement(rows));
  await client.query("create index on shop.orders (created_at); analyze shop.orders");
  await client.query("vacuum analyze shop.orders");
  const connection = await open("postgres", { host, port, user, database });
  const catalog = await catalogOf(connection, undefined, never());
  await connection.close();
  return {
    name: "postgres",
    label: `Postgres, ${rows.toLocaleString("en")} rows`,
    catalog,
    fingerprint: async (sql, more) =>
      JSON.stringify(
        (
          await client.query(
            `select count(*), sum(hashtext(event_id)::bigint) a, sum(hashtext(concat(event, event_version, occurred_at, customer_id, revenue, link, source, ${["source_key", "loaded_at", ...more].join(", ")}))::bigint) b, sum(hashtext((properties->>'channel') || (properties->>'country') || (properties->>'total'))::bigint) c from (${sql}) q`,
          )
        ).rows[0],
      ),
    async run(sql) {
      const start = performance.now();
      await client.query(sql);
      const milliseconds = performance.now() - start;
      const { rows: explained } = await client.query(
        `explain (analyze, buffers, timing off, format json) ${sql}`,
      );
      const plan: ExplainNode = explained[0]["QUERY PLAN"][0].Plan;
      return {
        milliseconds,
        bytes: ((plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0)) * blockBytes,
      };
    },
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

function tableStatement(rows: number): string {
  const times = Array.from(
    { length: lifecycle },
    (_, k) =>
      `case when abs(hashint8(i * 31 + ${k})) % ${k + 1} = 0 then created_at + abs(hashint8(i * 17 + ${k})) % 2000000 * interval '1 second' end as t${k}`,
  );
  return `create table shop.orders as
    select i as order_id, abs(hashint8(i)::bigint) % 500000 as customer_id, abs(hashint8(i + 1)::bigint) % 20000 as total_cents,
      (array['web', 'app', 'store'])[abs(hashint8(i + 2)) % 3 + 1] as channel, (array['BE', 'NL', 'FR', 'DE'])[abs(hashint8(i + 3)) % 4 + 1] as country,
      created_at, ${times.join(", ")}
    from (select i, timestamp '${lastDay}' - interval '365 days' + i * interval '365 days' / ${rows} as created_at from generate_series(0::bigint, ${rows - 1}) i) s`;
}
