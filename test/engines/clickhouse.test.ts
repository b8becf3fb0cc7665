import assert from "node:assert/strict";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { type ClickHouseServer, startClickHouse } from "../support/clickhouse.ts";
import { connectionSuite, type Engine } from "../support/connectionSuite.ts";
import { failure, never, open } from "../support/connections.ts";

const options = { limit: 100, timeoutMs: 60_000 };
const endless = "select count() from numbers(100000000000) where number % 7 = 8";

describe("ClickHouse (chDB)", () => {
  let server: ClickHouseServer;
  before(async function () {
    this.timeout(300_000);
    server = await startClickHouse();
    await server.setup("create database shop");
    await server.setup(
      `create table shop.orders (order_id Int64, customer Nullable(String), total Nullable(Decimal(12, 2)),
        ordered_at Nullable(DateTime64(6, 'UTC')) comment 'When') engine = MergeTree order by order_id comment 'Orders'`,
    );
    await server.setup(
      `insert into shop.orders values (1, 'Ann', 12.5, '2026-01-05 10:00:00'), (2, 'Böb, "the" \\\\ 😀', 99, '2026-01-05 11:30:00.5'), (3, null, null, null)`,
    );
  });
  after(() => server?.stop());

  const settings = () => ({ host: server.host, port: server.port });
  const withConnection = async (work: (connection: Connection) => Promise<void>): Promise<void> => {
    const connection = await open("clickhouse", settings());
    await work(connection).finally(() => connection.close());
  };

  connectionSuite(
    (): Engine => ({
      open: () => open("clickhouse", settings()),
      types: ["Int64", "Nullable(String)", "Nullable(Decimal(12, 2))", "Nullable(DateTime64(6, 'UTC'))"],
      cells: [
        ["toInt64(9007199254740991)", 9007199254740991],
        ["toInt64(9007199254740993)", "9007199254740993"],
        ["toInt256('-123456789012345678901234567890')", "-123456789012345678901234567890"],
        ["toDecimal64('12.5', 2)", "12.50"],
        ["toFloat32(0.1)", 0.1],
        ["1e300", 1e300],
        ["-1 / 0", "-Infinity"],
        ["nan", "NaN"],
        ["toDateTime64('2026-03-29 01:30:00.5', 6, 'Europe/Brussels')", "2026-03-29T00:30:00.5Z"],
        ["toDateTime('2026-07-01 12:00:00', 'America/New_York')", "2026-07-01T16:00:00Z"],
        ["toDateTime64('1969-12-31 23:59:59.999999', 6, 'UTC')", "1969-12-31T23:59:59.999999Z"],
        ["toDate('2026-02-28')", "2026-02-28"],
        ["[1, null, 3]", [1, null, 3]],
        ["map('a', toInt64(9007199254740993))", { a: "9007199254740993" }],
        ["cast((1, 'x'), 'Tuple(a Int8, `b c` String)')", { a: 1, "b c": "x" }],
        ["(1, ['x'])", [1, ["x"]]],
        ["toUUID('6f1c8e0a-0000-4000-8000-000000000001')", "6f1c8e0a-0000-4000-8000-000000000001"],
        ["cast('b', 'Enum8(''a'' = 1, ''b, c)'' = 2, ''b'' = 3)')", "b"],
        ["toLowCardinality('x')", "x"],
        ["'😀\\n'", "😀\n"],
        ["null", null],
        ["true", true],
      ],
      slow: endless,
      running: (text) => server.running(text),
      places: true,
      onlyMoments: true,
    }),
  );

  it("tells descriptions and what may be null", () =>
    withConnection(async (connection) => {
      const [table] = (await connection.describe?.(never())) ?? [];
      assert.equal(table?.description, "Orders");
      assert.deepEqual(table?.columns[3], {
        name: "ordered_at",
        type: "Nullable(DateTime64(6, 'UTC'))",
        description: "When",
      });
      assert.equal(table?.columns[0]?.nullable, false);
    }));

  it("can't be talked out of reading only, nor into another format", () =>
    withConnection(async (connection) => {
      for (const sql of ["select 1 settings readonly = 0", "select 1 format CSV"])
        await assert.rejects(connection.run(sql, options, never()), sql);
    }));

  it("estimates by the index", () =>
    withConnection(async (connection) => {
      const estimate = await connection.estimate("select * from shop.orders", never());
      assert.equal(estimate.rows, 3);
      assert.ok((estimate.bytes ?? 0) > 0);
    }));

  it("says that the password is wrong, without saying it", async () => {
    const opening = open("clickhouse", { ...settings(), user: "guarded", password: "wrong one" });
    await assert.rejects(
      opening,
      (error) => failure("authentication")(error) && !String(error).includes("wrong one"),
    );
    await (await open("clickhouse", { ...settings(), user: "guarded", password: "right one" })).close();
  });

  it("says where no server answers", () =>
    assert.rejects(
      open("clickhouse", { ...settings(), port: 1 }),
      failure("unreachable", /127\.0\.0\.1:1: .*(ECONNREFUSED|bad port)/),
    ));

  it("tells once that the server is lost, and goes on when it is back", () =>
    withConnection(async (connection) => {
      const told = assert.rejects(connection.run(`/* lost */ ${endless}`, options, never()), failure("lost"));
      while ((await server.running("/* lost */")) === 0) await new Promise(setImmediate);
      await server.kill();
      await told;
      await assert.rejects(connection.run("select 1", options, never()), failure("unreachable"));
      await server.restart();
      assert.deepEqual((await connection.run("select 1", options, never())).rows, [[1]]);
    }));
});
