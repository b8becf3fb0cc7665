import assert from "node:assert/strict";
import { type Connection, WarehouseError } from "../../server/src/warehouse/types.ts";
import { connectionSuite, type Engine } from "../support/connectionSuite.ts";
import { failure, never, open } from "../support/connections.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

const options = { limit: 100, timeoutMs: 60_000 };
const endless = "select count(*) from generate_series(1, 100000000000) n";

describe("Postgres", () => {
  let server: PostgresServer;
  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
    await server.sql(`
      create schema shop;
      create table shop.orders (order_id bigint, customer text, total numeric(12,2), ordered_at timestamp);
      insert into shop.orders values (1, 'Ann', 12.5, '2026-01-05 10:00'), (2, 'Böb, "the" \\ 😀', 99, '2026-01-05 11:30:00.5'), (3, null, null, null);
      create schema kinds;
      create table kinds.parent (id int not null, at timestamptz) partition by range (id);
      create table kinds.child partition of kinds.parent for values from (0) to (100);
      create view kinds.seen as select id as "The Id" from kinds.parent;
      create materialized view kinds.kept as select 1 as one;
      create table kinds."Mixed Case" ("Order" int);
      comment on table kinds.parent is 'Whole';
      comment on column kinds.parent.at is 'When';
      create type kinds.mood as enum ('sad', 'ok');
      create role guarded login password 'right one';
      create role poor login;
      create schema hidden; create table hidden.t (i int)`);
  });
  after(() => server?.stop());

  const settings = () => ({
    host: server.host,
    port: server.port,
    user: server.user,
    database: server.database,
  });
  const withConnection = async (
    work: (connection: Connection) => Promise<void>,
    more = {},
  ): Promise<void> => {
    const connection = await open("postgres", { ...settings(), ...more });
    await work(connection).finally(() => connection.close());
  };

  it("cuts long texts on the server, whatever their type, and says so", async () => {
    await withConnection(async (connection) => {
      const long = "repeat('x', 900000)";
      const sql = `select ${long} as a, ('"' || ${long} || '"')::jsonb as a, decode(repeat('ab', 900000), 'hex') as b, 1 as n order by 4;`;
      const { columns, rows, cutCells } = await connection.run(sql, options, never());
      assert.deepEqual(
        columns.map(({ type }) => type),
        ["text", "jsonb", "bytea", "integer"],
      );
      assert.equal(cutCells, 3);
      const said = "… (cut at 100,000 characters)";
      for (const cell of rows[0]?.slice(0, 3).map(String) ?? [])
        assert.deepEqual([cell.length, cell.slice(100_000)], [100_000 + said.length, said]);
    });
  });

  it("reads no answer that is too large, and goes on with the next", async () => {
    await withConnection(async (connection) => {
      const sql = "select array(select repeat('x', 1000) from generate_series(1, 60000)) as a";
      await assert.rejects(connection.run(sql, options, never()), failure("limit", /larger than 16 MiB/));
      assert.deepEqual((await connection.run("select 1 as one", options, never())).rows, [[1]]);
    });
  });

  it("tells the place of an error in the query, not in what is put around it", async () => {
    await withConnection(async (connection) => {
      const sql = "select 'a' as t, 1 / (order_id - 1) as x from shop.orders where nope";
      const error = await connection.run(sql, options, never()).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof WarehouseError);
      assert.equal(error.offset, sql.indexOf("nope"));
    });
  });

  connectionSuite(
    (): Engine => ({
      open: () => open("postgres", settings()),
      types: ["bigint", "text", "numeric(12,2)", "timestamp without time zone"],
      cells: [
        ["9007199254740991::bigint", 9007199254740991],
        ["9007199254740993::bigint", "9007199254740993"],
        ["12.50::numeric(12,2)", "12.50"],
        ["'NaN'::numeric", "NaN"],
        ["0.1::real", 0.1],
        ["1e300::float8", 1e300],
        ["'-Infinity'::float8", "-Infinity"],
        ["timestamptz '2026-03-29 02:30:00+02'", "2026-03-29T00:30:00Z"],
        ["timestamptz '2026-07-01 12:00 America/New_York'", "2026-07-01T16:00:00Z"],
        ["timestamp '2026-03-29 02:30:00.5'", "2026-03-29T02:30:00.5"],
        ["timestamp 'infinity'", "infinity"],
        ["'-infinity'::timestamptz", "-infinity"],
        ["date '2026-02-28'", "2026-02-28"],
        ["date '12020-01-01'", "+012020-01-01"],
        ["date '0044-03-15 BC'", "-000043-03-15"],
        ["timestamptz '0044-03-15 00:00:00+00 BC'", "-000043-03-15T00:00:00Z"],
        ["time '10:00:01.25'", "10:00:01.25"],
        ["interval '1 month 2 days 03:00'", "1 mon 2 days 03:00:00"],
        ["'\\xab01'::bytea", "ab01"],
        ["'6f1c8e0a-0000-4000-8000-000000000001'::uuid", "6f1c8e0a-0000-4000-8000-000000000001"],
        ["'ok'::kinds.mood", "ok"],
        ["'{\"a\": 1}'::json", '{"a": 1}'],
        ["array[1, null, 3]", [1, null, 3]],
        ["array['a,b', 'c\"d\\', 'NULL', '']", ["a,b", 'c"d\\', "NULL", ""]],
        [
          "array[[1,2],[3,4]]",
          [
            [1, 2],
            [3, 4],
          ],
        ],
        ["'[0:1]={t,f}'::bool[]", [true, false]],
        ["array['sad']::kinds.mood[]", ["sad"]],
        ["'{}'::int[]", []],
        ["int4range(1, 5)", "[1,5)"],
        ["'😀\n'", "😀\n"],
        ["null", null],
        ["true", true],
      ],
      slow: endless,
      running: async (mark) =>
        Number(
          await server.sql(
            `select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query like '${mark}%'`,
          ),
        ),
      places: true,
    }),
  );

  it("knows every kind of table, with descriptions, and only what may be read", () =>
    withConnection(async (connection) => {
      const names = (await connection.tables(never())).map(({ parts }) => parts.join("."));
      assert.deepEqual(
        names.filter((name) => name.startsWith("kinds.")),
        ["kinds.Mixed Case", "kinds.kept", "kinds.parent", "kinds.seen"],
      );
      assert.deepEqual(await connection.columns(["kinds", "parent"], never()), [
        { name: "id", type: "integer", nullable: false },
        { name: "at", type: "timestamp with time zone", description: "When" },
      ]);
      assert.equal((await connection.columns(["KINDS", "mixed case"], never()))?.[0]?.name, "Order");
      assert.equal((await connection.columns(["postgres", "kinds", "child"], never()))?.length, 2);
      assert.equal(await connection.columns(["elsewhere", "kinds", "child"], never()), undefined);
      const described = await connection.describe?.(never());
      assert.equal(described?.find(({ parts }) => parts[1] === "parent")?.description, "Whole");
      await withConnection(
        async (poor) => {
          assert.deepEqual(await poor.tables(never()), []);
          assert.equal(await poor.columns(["hidden", "t"], never()), undefined);
        },
        { user: "poor" },
      );
    }));

  it("finds tables of its schema without naming it", () =>
    withConnection(
      async (connection) => {
        const { rows } = await connection.run("select count(*) from orders", options, never());
        assert.deepEqual(rows, [[3]]);
      },
      { schema: "shop" },
    ));

  it("writes nothing, and leaves the transaction to no one", () =>
    withConnection(async (connection) => {
      for (const sql of [
        "commit",
        "set transaction read write",
        "copy shop.orders to stdout",
        "notify x",
        "do 'begin end'",
      ])
        await assert.rejects(connection.run(sql, options, never()), failure("refused"), sql);
      await assert.rejects(connection.run("select nextval('x')", options, never()), failure("sql"));
      await assert.rejects(
        connection.run("select set_config('transaction_read_only', 'off', false)", options, never()),
        failure("sql"),
      );
      const made = connection.run("select 1 from shop.orders for update", options, never());
      await assert.rejects(made, failure("refused"));
    }));

  it("runs no function of the users' own that is volatile, until it is allowed", async () => {
    await server.sql(`create schema app;
      create function app.clean(what text) returns text immutable language sql as $$ select lower(what) $$;
      create function app.note(what text) returns text volatile language sql as $$ select set_config('app.note', what, false) $$;
      create function public.pause() returns text language sql as $$ select pg_sleep(0.1)::text $$`);
    const refused = ["select 1, app.note('x')", "select 1, App . \"note\" ('x')", "select 1, pause()"];
    await withConnection(async (connection) => {
      assert.deepEqual((await connection.run("select app.clean('A')", options, never())).rows, [["a"]]);
      for (const sql of refused) {
        await assert.rejects(connection.run(sql, options, never()), failure("refused", /functions: \[/));
        const bound = await connection.bind(sql, never());
        assert.equal(!bound.ok && bound.offset, 10, sql);
      }
      // Called without parentheses, as Postgres lets one.
      await withConnection(
        (seen) => assert.rejects(seen.run("select ('x'::text).note", options, never()), failure("refused")),
        { schema: "app" },
      );
    });
    await withConnection(
      async (connection) => {
        for (const sql of refused) await connection.run(sql, options, never());
      },
      { functions: ["app.note", "Pause"] },
    );
  });

  it("estimates by the plan", () =>
    withConnection(async (connection) => {
      const estimate = await connection.estimate(
        "select * from shop.orders o join shop.orders p using (order_id)",
        never(),
      );
      assert.equal(estimate.bytes, 2 * 8192);
      assert.equal(estimate.billed, false);
    }));

  it("is opened by an address too", () =>
    withConnection(
      async (connection) => assert.equal((await connection.run("select 1", options, never())).rows.length, 1),
      {
        host: undefined,
        port: undefined,
        url: `postgres://test@127.0.0.1:${server.port}/postgres?sslmode=disable`,
      },
    ));

  it("says that the password is wrong, without saying it", async () => {
    const opening = open("postgres", { ...settings(), user: "guarded", password: "wrong one" });
    await assert.rejects(
      opening,
      (error) => failure("authentication")(error) && !String(error).includes("wrong one"),
    );
    await (
      await open(
        "postgres",
        { ...settings(), user: "guarded", password: { env: "PW" } },
        { env: { PW: "right one" } },
      )
    ).close();
  });

  it("says that there is no such database, and no TLS where it must be", async () => {
    await assert.rejects(
      open("postgres", { ...settings(), database: "nope" }),
      failure("settings", /"nope" does not exist/),
    );
    await assert.rejects(
      open("postgres", { ...settings(), sslmode: "require" }),
      failure("unreachable", /does not support SSL/),
    );
    await assert.rejects(
      open("postgres", { ...settings(), sslmode: "maybe" }),
      failure("settings", /`sslmode` must be one of/),
    );
  });

  it("says where no server answers", () =>
    assert.rejects(
      open("postgres", { ...settings(), port: 1 }),
      failure("unreachable", /127\.0\.0\.1:1.*ECONNREFUSED/),
    ));

  it("tells once that the server is lost, and goes on when it is back", () =>
    withConnection(async (connection) => {
      const query = connection.run(`/* lost */ ${endless}`, options, never());
      const told = assert.rejects(query, failure("lost"));
      while (
        (await server.sql(
          "select count(*) from pg_stat_activity where query like '/* lost%' and state = 'active'",
        )) === "0"
      );
      await server.kill();
      await told;
      await assert.rejects(connection.run("select 1", options, never()), failure("unreachable"));
      await server.restart();
      assert.deepEqual((await connection.run("select 1", options, never())).rows, [[1]]);
    }));

  it("does not notice a server that went and came back while nothing ran", () =>
    withConnection(async (connection) => {
      await Promise.all([1, 2, 3].map(() => connection.run("select 1", options, never())));
      await server.kill();
      await server.restart();
      assert.deepEqual((await connection.run("select 2", options, never())).rows, [[2]]);
    }));
});
