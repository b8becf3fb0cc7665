import assert from "node:assert/strict";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open, temporaryFolder } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";

const spec = `
from: orders
as: o
key: o.order_id
join:
  - {from: customers, as: c, on: c.customer_id = o.customer_id}
entities: {customer: o.customer_id}
properties:
  total: {sql: o.total, required: true}
  channel: {sql: o.channel, values: [web, app]}
  country: c.country
events:
  order_placed:
    at: o.ordered_at
    tests:
      - not_null: [customer]
      - unique: [customer, total]
      - volume: {per: day, min: 0, max: 100000}
      - volume: {per: hour, max: 100000}
      - fresh: 9999 days
      - rows: {name: enough, where: total < 0}
`;

/** What it runs, beside running it. */
function recorded(connection: Connection): {
  readonly connection: Connection;
  readonly statements: string[];
} {
  const statements: string[] = [];
  return {
    statements,
    connection: {
      ...connection,
      run(sql, options, signal) {
        statements.push(sql);
        return connection.run(sql, options, signal);
      },
    },
  };
}

describe("the checks of one event", () => {
  it("read its source once, whatever their number", async () => {
    const folder = await temporaryFolder();
    const instance = await DuckDBInstance.create(join(folder.path, "shop.duckdb"));
    const session = await instance.connect();
    await session.run(
      "create table orders as select range as order_id, range % 10 as customer_id, timestamp '2026-01-01' + interval (range) minute as ordered_at, range as total, 'web' as channel from range(5000)",
    );
    await session.run(
      "create table customers as select range as customer_id, 'BE' as country from range(10)",
    );
    session.closeSync();
    instance.closeSync();
    const real = await open("duckdb", { path: "shop.duckdb" }, { projectRoot: folder.path });
    try {
      const { connection, statements } = recorded(real);
      const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
      const results = [...(await prove(project, connection)).values()];
      assert.deepEqual(
        results
          .filter(({ status }) => status !== "passed")
          .map(({ check, message }) => [check.name, message]),
        [],
      );
      assert.equal(results.length, 11);
      const scans: string[] = [];
      const again = await DuckDBInstance.create(join(folder.path, "shop.duckdb"), {
        access_mode: "read_only",
      });
      const asked = await again.connect();
      for (const sql of statements) {
        const rows = (await asked.runAndReadAll(`explain ${sql}`)).getRows();
        const named = rows.join(" ").matchAll(/main\.(orders|customers)\b/g);
        scans.push(...[...named].map(([, table = ""]) => table));
      }
      asked.closeSync();
      again.closeSync();
      assert.deepEqual(scans.sort(), ["customers", "customers", "orders"]);
    } finally {
      await real.close();
      await folder.remove();
    }
  });
});
