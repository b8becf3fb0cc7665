import assert from "node:assert/strict";
import { connectionSuite, type Engine } from "../support/connectionSuite.ts";
import { failure, never, open } from "../support/connections.ts";
import { startTrino, type TrinoServer } from "../support/trino.ts";

const options = { limit: 100, timeoutMs: 60_000 };
const endless =
  "select count(*) from unnest(sequence(1, 10000)) a (x), unnest(sequence(1, 10000)) b (y), unnest(sequence(1, 10000)) c (z)";

describe("Trino", () => {
  let server: TrinoServer;
  before(async function () {
    this.timeout(600_000);
    server = await startTrino();
    await server.sql("create schema memory.shop");
    await server.sql(
      "create table memory.shop.orders (order_id bigint, customer varchar, total decimal(12,2), ordered_at timestamp(6))",
    );
    await server.sql(
      "insert into memory.shop.orders values (1, 'Ann', 12.5, timestamp '2026-01-05 10:00:00'), (2, 'Böb, \"the\" \\ 😀', 99, timestamp '2026-01-05 11:30:00.5'), (3, null, null, null)",
    );
  });
  after(() => server?.stop());

  const opened = () =>
    open("trino", { host: server.host, port: server.port, catalog: "memory", user: "test" });

  connectionSuite(
    (): Engine => ({
      open: opened,
      types: ["bigint", "varchar", "decimal(12,2)", "timestamp(6)"],
      cells: [
        ["9007199254740991", 9007199254740991],
        ["9007199254740993", "9007199254740993"],
        ["'9007199254740993 \"12345678901234567890'", '9007199254740993 "12345678901234567890'],
        ["decimal '12.50'", "12.50"],
        ["real '0.5'", 0.5],
        ["1e300", 1e300],
        ["-infinity()", "-Infinity"],
        ["timestamp '2026-03-29 02:30:00.5 +02:00'", "2026-03-29T00:30:00.5Z"],
        ["timestamp '2026-07-01 12:00 America/New_York'", "2026-07-01T16:00:00Z"],
        ["timestamp '2026-03-29 02:30:00.50'", "2026-03-29T02:30:00.5"],
        ["timestamp '2026-03-29 02:30:00.123456'", "2026-03-29T02:30:00.123456"],
        ["timestamp '1969-12-31 23:59:59.999999 UTC'", "1969-12-31T23:59:59.999999Z"],
        ["1.234567890123456e-1", 0.1234567890123456],
        ["date '2026-02-28'", "2026-02-28"],
        ["X'AB01'", "ab01"],
        ["uuid '6f1c8e0a-0000-4000-8000-000000000001'", "6f1c8e0a-0000-4000-8000-000000000001"],
        ["array[1, null, 3]", [1, null, 3]],
        ["map(array['a'], array[1])", { a: 1 }],
        ["cast(row(1, 'x') as row(a integer, b varchar))", { a: 1, b: "x" }],
        ["json '{\"a\": 1}'", '{"a":1}'],
        ["'😀'", "😀"],
        ["null", null],
        ["true", true],
      ],
      slow: endless,
      running: (text) => server.running(text),
      places: true,
    }),
  );

  // Last, because what the server holds in memory is gone then.
  describe("when the server is killed", () => {
    it("tells once that the server is lost, and goes on when it is back", async function () {
      this.timeout(600_000);
      const connection = await opened();
      try {
        const told = assert.rejects(
          connection.run(`/* lost */ ${endless}`, options, never()),
          failure("lost"),
        );
        while ((await server.running("/* lost */")) === 0) await new Promise(setImmediate);
        await server.kill();
        await told;
        await assert.rejects(connection.run("select 1", options, never()), failure("unreachable"));
        await server.restart();
        assert.deepEqual((await connection.run("select 1", options, never())).rows, [[1]]);
      } finally {
        await connection.close();
      }
    });
  });
});
