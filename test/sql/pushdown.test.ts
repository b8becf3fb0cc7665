import assert from "node:assert/strict";
import { join } from "node:path";
import type { Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { temporaryFolder } from "../support/connections.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

const columns = ["order_id", "ordered_at", "paid_at", "shipped_at", "status"];
const window = { since: "2025-06-01T00:00:00Z", until: "2025-06-08T00:00:00Z" };

async function projectWith(partition: string, types: readonly string[]): Promise<Project> {
  const spec = `
from: shop.orders
as: o
key: o.order_id
timezone: Europe/Brussels
${partition}
events:
  order_placed: {at: o.ordered_at}
  order_paid: {at: o.paid_at}
  order_shipped: {at: o.shipped_at}
  order_settled: {at: o.paid_at, variants: {by: o.status, names: {a: order_won}, otherwise: skip}}
  status_changed: {at: o.paid_at, changes: {value: o.status, per: o.order_id}}
`;
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
  const table = {
    parts: ["shop", "orders"],
    origin: "test",
    columns: columns.map((name, at) => ({ name, type: types[at] ?? "" })),
  };
  return withCatalog(project, { known: true, tables: [table] });
}

function sqlOf(project: Project, dialect: DialectName, events: readonly string[]): string {
  const now = "2027-01-01T00:00:00Z";
  const { relations } = compile(project, { dialect, layout: "narrow", events, window, now });
  return relations[0]?.sql ?? "";
}

const within = "partition: {column: o.ordered_at, within: 10 days}";
const several = ["order_placed", "order_paid", "order_shipped", "order_won"];

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
    return scanned(JSON.parse(String(plan?.["explain_value"])));
  }

  it("read the rows of the window's days, widened by how far events lie from the partition", async () => {
    const project = await projectWith(within, types);
    for (const events of [["order_shipped"], several.slice(0, 3), ["order_won"]]) {
      const rows = await rowsScanned(sqlOf(project, "duckdb", events));
      // 7 days, 10 on each side.
      assert.ok(rows > 0 && rows <= 20 * 24 * 28, `${events} read ${rows} rows`);
    }
  });

  it("read the rows of the window where an event's time is a column", async () => {
    const project = await projectWith("", types);
    for (const events of [["order_placed"], ["order_paid"], ["order_won"]]) {
      const rows = await rowsScanned(sqlOf(project, "duckdb", events));
      assert.ok(rows > 0 && rows <= 20 * 24 * 8, `${events} read ${rows} rows`);
    }
  });

  it("read all rows where each depends on those before it", async () => {
    const rows = await rowsScanned(sqlOf(await projectWith(within, types), "duckdb", ["status_changed"]));
    assert.equal(rows, days * 24 * 20);
  });
});

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
    const project = await projectWith(within, types);
    for (const events of [["order_shipped"], several.slice(0, 3), ["order_won"]])
      assert.deepEqual(await partitionsRead(sqlOf(project, "postgres", events)), ["orders_5", "orders_6"]);
    assert.equal((await partitionsRead(sqlOf(project, "postgres", ["status_changed"]))).length, 12);
  });

  it("read one partition where the event's time is the column", async () => {
    const project = await projectWith("partition: {column: o.ordered_at}", types);
    const sql = sqlOf(project, "postgres", ["order_placed"]);
    // The clocks of Brussels are ahead of UTC, and three hours are left for rules that other zone databases may know.
    assert.deepEqual(await partitionsRead(sql), ["orders_5", "orders_6"]);
    assert.equal((await partitionsRead(sqlOf(project, "postgres", ["order_paid"]))).length, 12);
  });
});
