import assert from "node:assert/strict";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { type Preview, readCheck, readPreview } from "../support/contracts.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { copyProject } from "../support/realData.ts";

const tables = {
  '"Orders"': {
    file: "orders.csv",
    types: {
      OrderID: "integer",
      EmployeeID: "integer",
      OrderDate: "timestamp",
      RequiredDate: "timestamp",
      ShippedDate: "timestamp",
      Freight: "double precision",
    },
  },
  '"Order Details"': {
    file: "order_details.csv",
    types: {
      OrderID: "integer",
      ProductID: "integer",
      UnitPrice: "double precision",
      Quantity: "integer",
      Discount: "double precision",
    },
  },
  '"Customers"': { file: "customers.csv", types: {} },
};

describe("Northwind's orders in Postgres", () => {
  let server: PostgresServer;
  let project: Awaited<ReturnType<typeof copyProject>>;

  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
    project = await copyProject("northwind");
    for (const [table, { file, types }] of Object.entries(tables)) {
      await server.load(table, join(project.path, "data", file), types);
    }
  });
  after(async () => {
    await project?.remove();
    await server?.stop();
  });

  const run = (...args: string[]) => {
    const { host, port, database, user } = server;
    const env = { PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user };
    return runHere(args, { cwd: project.path, env });
  };
  const preview = async (event: string, connection: string): Promise<Preview> => {
    const args = ["preview", event, "--connection", connection, "--format", "json", "--limit", "10000"];
    const { code, stdout, stderr } = await run(...args);
    assert.equal(code, 0, stderr);
    return readPreview(stdout);
  };

  it("are described without findings", async () => {
    const { stdout, stderr } = await run("check", "--connection", "pg", "--format", "json");
    assert.equal(stderr, "");
    assert.deepEqual(readCheck(stdout).findings, []);
  });

  const counts = { order_placed: 830, order_shipped: 809, product_ordered: 2155 };
  for (const [event, count] of Object.entries(counts)) {
    it(`give the same ${count} ${event} as DuckDB does, ids and times included`, async () => {
      const here = await preview(event, "pg");
      const there = await preview(event, "files");
      assert.equal(here.connection, "pg");
      assert.equal(here.rows.length, count);
      const known = (rows: Preview["rows"]): string[] =>
        rows
          .map((row) => `${row.event_id} ${String(row.occurred_at)} ${row.order_id} ${row.customer_id}`)
          .sort();
      assert.deepEqual(known(here.rows), known(there.rows));
    });
  }
});
