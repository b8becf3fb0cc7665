import assert from "node:assert/strict";
import { dialectNames } from "../../server/src/sql/types.ts";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";

const files = {
  "eventspec.yml": `eventspec: 1
name: p
entities: {customer: {type: integer}}
streams:
  customer_events: {entity: customer, relation: analytics.events}
  numbered: {entity: customer, occurrence: entity_and_event}
`,
  "eventspec.catalog.json": JSON.stringify({
    version: 1,
    dialect: "duckdb",
    tables: [
      {
        name: "orders",
        columns: [
          { name: "id", type: "INTEGER" },
          { name: "customer", type: "INTEGER" },
          { name: "placed", type: "TIMESTAMP" },
        ],
      },
    ],
  }),
  "a.events.yml": `from: orders
as: o
key: o.id
entities: {customer: o.customer}
events:
  order_placed: {at: o.placed}
  first_order: {at: o.placed, once_per: o.customer}
`,
};

async function compiled(args: readonly string[]): Promise<string> {
  const folder = await temporaryFolder(files);
  try {
    const { stdout, stderr } = await runHere(["compile", ...args, "--project", folder.path]);
    assert.equal(stderr, "");
    return stdout;
  } finally {
    await folder.remove();
  }
}

const script = ["--script", "--dialect", "duckdb", "--now", "2026-01-05"];

describe("compile --script", () => {
  it("writes what makes a table, and brings it up to date when it runs again", async () => {
    const session = await duckDbSession();
    const ids = () =>
      session.rows("select event || ' ' || source_key as one from analytics.events order by all");
    try {
      await session.run(
        "create schema analytics; create table orders (id integer, customer integer, placed timestamp)",
      );
      await session.run("insert into orders values (1, 7, '2026-01-02')");
      const sql = await compiled(["--stream", "customer_events", ...script]);
      await session.run(sql);
      assert.deepEqual(await ids(), [{ one: "first_order 1" }, { one: "order_placed 1" }]);
      await session.run(
        "insert into orders values (2, 7, '2026-01-03'), (0, 7, '2026-01-01'), (9, 7, '2027-01-01')",
      );
      await session.run(sql);
      await session.run(sql);
      // Without `loaded_at` what lies before the newest row is not looked at, but for rows that depend on each other.
      assert.deepEqual(await ids(), [
        { one: "first_order 0" },
        { one: "order_placed 1" },
        { one: "order_placed 2" },
      ]);
    } finally {
      session.close();
    }
  });

  it("writes one for every dialect, with a transaction where the engine has them", async () => {
    for (const dialect of dialectNames) {
      const sql = await compiled(["--script", "--dialect", dialect]);
      assert.match(sql, /create table if not exists analytics\.events/, dialect);
      assert.match(sql, /create table if not exists numbered/, dialect);
      const together = !["trino", "databricks", "clickhouse"].includes(dialect);
      assert.equal(/^commit/m.test(sql), together, dialect);
    }
  });

  it("writes the rows alone, and no window beside them", async () => {
    const sql = await compiled(["--stream", "customer_events", "--incremental", "--dialect", "postgres"]);
    assert.match(sql, /select max\(kept\.occurred_at\)\s+from analytics\.events as kept\s/);
    assert.doesNotMatch(sql, /insert|delete/);
    const folder = await temporaryFolder(files);
    try {
      const { code, stderr } = await runHere([
        "compile",
        "--script",
        "--since",
        "7d",
        "--project",
        folder.path,
      ]);
      assert.equal(code, 2, stderr);
    } finally {
      await folder.remove();
    }
  });
});
