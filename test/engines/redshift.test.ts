import assert from "node:assert/strict";
import { never, open } from "../support/connections.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

/** Redshift itself can't be had: its catalog views are made on the Postgres that it branched off. */
describe("Redshift, by Postgres", () => {
  let server: PostgresServer;
  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
    await server.sql(`
      create schema shop;
      create table shop.orders (order_id bigint not null, customer varchar(20), total numeric(12,2));
      insert into shop.orders select n, 'x', n from generate_series(1, 10) n;
      create view public.svv_tables as select * from information_schema.tables;
      create view public.svv_columns as select *, null::text as remarks from information_schema.columns`);
  });
  after(() => server?.stop());

  it("lists, describes, binds, estimates and runs", async () => {
    const { host, port, user, database } = server;
    const connection = await open("redshift", { host, port, user, database });
    assert.equal(connection.dialect, "redshift");
    const names = (await connection.tables(never())).map(({ parts }) => parts.join("."));
    assert.deepEqual(names, ["public.svv_columns", "public.svv_tables", "shop.orders"]);
    const columns = [
      { name: "order_id", type: "bigint", nullable: false },
      { name: "customer", type: "character varying(20)" },
      { name: "total", type: "numeric(12,2)" },
    ];
    assert.deepEqual(await connection.columns(["shop", "orders"], never()), columns);
    assert.deepEqual(await connection.columns(["ORDERS"], never()), columns);
    assert.equal(await connection.columns(["shop", "nothing"], never()), undefined);
    assert.equal((await connection.describe?.(never()))?.length, 3);
    const estimate = await connection.estimate("select order_id from shop.orders", never());
    assert.ok((estimate.rows ?? 0) > 0 && estimate.bytes === (estimate.rows ?? 0) * 8);
    const bound = await connection.bind("select total, customer from shop.orders", never());
    assert.deepEqual(bound.ok && bound.columns, [
      { name: "total", type: "numeric(12,2)" },
      { name: "customer", type: "character varying(20)" },
    ]);
    const { rows } = await connection.run(
      "select order_id, total from shop.orders order by 1",
      { limit: 1, timeoutMs: 5000 },
      never(),
    );
    assert.deepEqual(rows, [[1, "1.00"]]);
    await connection.close();
  });
});
