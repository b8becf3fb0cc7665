import assert from "node:assert/strict";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { several, windowedProject, windowedSql, within } from "../support/windowed.ts";

describe("windows on a partitioned Postgres table", function () {
  this.timeout(60_000);
  const types = [
    "bigint",
    "timestamp without time zone",
    "timestamp without time zone",
    "timestamp without time zone",
    "text",
  ];
  let server: PostgresServer;

  before(async () => {
    server = await startPostgres();
    await server.sql(`create schema shop;
      create table shop.orders (order_id bigint, ordered_at timestamp, paid_at timestamp, shipped_at timestamp, status text) partition by range (ordered_at)`);
    for (let month = 1; month <= 12; month++) {
      const [from, to] = [month, month + 1].map(
        (one) => `${2025 + Math.floor((one - 1) / 12)}-${((one - 1) % 12) + 1}-01`,
      );
      await server.sql(
        `create table shop.orders_${month} partition of shop.orders for values from ('${from}') to ('${to}')`,
      );
    }
  });
  after(() => server.stop());

  async function partitionsRead(sql: string): Promise<string[]> {
    const plan = await server.sql(`explain ${sql}`);
    return [...new Set(plan.match(/orders_\d+(?= |$)/gm))].sort();
  }

  it("read the partitions of the window, widened", async () => {
    const project = await windowedProject(within, types, "postgres");
    for (const events of [["order_shipped"], several.slice(0, 3), ["order_won"]])
      assert.deepEqual(await partitionsRead(windowedSql(project, "postgres", events)), [
        "orders_5",
        "orders_6",
      ]);
    assert.equal((await partitionsRead(windowedSql(project, "postgres", ["status_changed"]))).length, 12);
  });

  it("read one partition where the event's time is the column", async () => {
    const project = await windowedProject("partition: {column: o.ordered_at}", types, "postgres");
    const sql = windowedSql(project, "postgres", ["order_placed"]);
    assert.deepEqual(await partitionsRead(sql), ["orders_6"]);
    assert.equal((await partitionsRead(windowedSql(project, "postgres", ["order_paid"]))).length, 12);
  });
});
