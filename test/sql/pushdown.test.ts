import assert from "node:assert/strict";
import { join } from "node:path";
import { temporaryFolder } from "../support/connections.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { several, windowedProject, windowedSql, within } from "../support/windowed.ts";

interface PlanNode {
  readonly operator_type?: string;
  readonly operator_cardinality?: number;
  readonly children?: readonly PlanNode[];
}

function scanned({ operator_type, operator_cardinality = 0, children = [] }: PlanNode): number {
  const below = children.reduce((sum, child) => sum + scanned(child), 0);
  return below + (operator_type === "TABLE_SCAN" ? operator_cardinality : 0);
}

describe("windows on Parquet", () => {
  const types = ["BIGINT", "TIMESTAMP", "TIMESTAMP", "TIMESTAMP", "VARCHAR"];
  const days = 400;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let session: Awaited<ReturnType<typeof duckDbSession>>;

  before(async () => {
    folder = await temporaryFolder();
    session = await duckDbSession();
    await session.run(`copy (
      select i as order_id, timestamp '2025-01-01' + to_hours(i // 20) as ordered_at, ordered_at + interval 2 hour as paid_at,
        ordered_at + interval 3 day as shipped_at, 'a' as status
      from range(${days * 24 * 20}) t(i)
    ) to '${join(folder.path, "orders.parquet")}' (row_group_size 20480)`);
    await session.run("create schema shop");
    await session.run(`create view shop.orders as from '${join(folder.path, "orders.parquet")}'`);
  });
  after(async () => {
    session.close();
    await folder.remove();
  });

  /** Rows that came out of the reader of the file. */
  async function rowsScanned(sql: string): Promise<number> {
    const [plan] = await session.rows(`explain (analyze, format json) ${sql}`);
    return scanned(JSON.parse(String(plan?.explain_value)));
  }

  it("read the rows of the window's days, widened by how far events lie from the partition", async () => {
    const project = await windowedProject(within, types, "duckdb");
    for (const events of [["order_shipped"], several.slice(0, 3), ["order_won"]]) {
      const rows = await rowsScanned(windowedSql(project, "duckdb", events));
      // 7 days, 10 on each side.
      assert.ok(rows > 0 && rows <= 20 * 24 * 28, `${events} read ${rows} rows`);
    }
  });

  it("read the rows of the window where an event's time is a column", async () => {
    const project = await windowedProject("", types, "duckdb");
    for (const events of [["order_placed"], ["order_paid"], ["order_won"]]) {
      const rows = await rowsScanned(windowedSql(project, "duckdb", events));
      assert.ok(rows > 0 && rows <= 20 * 24 * 8, `${events} read ${rows} rows`);
    }
  });

  it("read all rows where each depends on those before it", async () => {
    const rows = await rowsScanned(
      windowedSql(await windowedProject(within, types, "duckdb"), "duckdb", ["status_changed"]),
    );
    assert.equal(rows, days * 24 * 20);
  });
});
