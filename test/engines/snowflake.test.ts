import assert from "node:assert/strict";
import { connectionSuite, type Engine } from "../support/connectionSuite.ts";
import { failure, never, open } from "../support/connections.ts";
import { useDrivers } from "../support/drivers.ts";
import { type SnowflakeServer, startSnowflake } from "../support/snowflake.ts";

describe("Snowflake (fakesnow)", () => {
  let server: SnowflakeServer;
  let drivers: ReturnType<typeof useDrivers>;
  before(async function () {
    this.timeout(600_000);
    drivers = useDrivers();
    server = await startSnowflake();
    await server.sql("create schema if not exists shop");
    await server.sql(
      "create table shop.orders (order_id number(38,0), customer varchar, total number(12,2), ordered_at timestamp_ntz)",
    );
    await server.sql(
      `insert into shop.orders values (1, 'Ann', 12.5, '2026-01-05 10:00:00'), (2, 'Böb, "the" \\\\ 😀', 99, '2026-01-05 11:30:00.5'), (3, null, null, null)`,
    );
  });
  after(async () => {
    await server?.stop();
    drivers.restore();
  });

  connectionSuite(
    (): Engine => ({
      open: () => open("snowflake", server.settings),
      types: ["NUMBER(38,0)", "VARCHAR", "NUMBER(12,2)", "TIMESTAMP_NTZ(9)"],
      cells: [
        ["9007199254740991", 9007199254740991],
        ["9007199254740993", "9007199254740993"],
        ["12.5::number(12,2)", "12.50"],
        ["0.1::float", 0.1],
        ["'2026-03-29 02:30:00.5'::timestamp_ntz", "2026-03-29T02:30:00.5"],
        ["'2026-03-29 02:30:00 +02:00'::timestamp_tz", "2026-03-29T00:30:00Z"],
        ["'1969-12-31 23:59:59.999999'::timestamp_ntz", "1969-12-31T23:59:59.999999"],
        ["'2026-02-28'::date", "2026-02-28"],
        ["'1969-12-31'::date", "1969-12-31"],
        ["to_binary('AB01', 'HEX')", "ab01"],
        ["'NULL'", "NULL"],
        ["'😀'", "😀"],
        ["null", null],
        ["true", true],
      ],
      slow: "select count(*) from range(100000000000) t(n)",
      places: false,
      // fakesnow runs one query at a time, explains nothing and cancels nothing.
      untested: ["together", "estimate", "cancel"],
    }),
  );

  it("says which package is missing, and how it is installed", async () => {
    const none = useDrivers("/no/such/folder");
    await assert.rejects(
      open("snowflake", server.settings),
      failure("missing-driver", /npm install --prefix "\/no\/such\/folder" snowflake-sdk@3\.3\.0$/),
    );
    none.restore();
  });

  it("says that a key can't be read", () =>
    assert.rejects(
      open("snowflake", { ...server.settings, private_key_path: "none.p8" }),
      failure("settings", /`private_key_path` can't be read: none\.p8/),
    ));

  it("says where no server answers", async function () {
    this.timeout(120_000);
    await assert.rejects(
      open("snowflake", { ...server.settings, url: "http://127.0.0.1:1" }),
      failure("unreachable"),
    );
  });

  it("lists what it holds", async () => {
    const connection = await open("snowflake", server.settings);
    const columns = await connection.columns(["SHOPS", "shop", "orders"], never());
    assert.equal(columns?.length, 4);
    await connection.close();
  });
});
