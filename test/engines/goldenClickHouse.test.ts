import assert from "node:assert/strict";
import { type ClickHouseServer, startClickHouse } from "../support/clickhouse.ts";
import { open } from "../support/connections.ts";
import { allComeBack } from "../support/givenValues.ts";
import { expectedEvents, givenProject, goldenCases, goldenEvents } from "../support/golden.ts";
import { tableStatements } from "../support/goldenStatements.ts";

describe("golden SQL on ClickHouse (chDB)", function () {
  this.timeout(600_000);

  for (const golden of goldenCases()) {
    it(`gives the events of ${golden.name}`, async () => {
      const server: ClickHouseServer = await startClickHouse();
      try {
        for (const statement of tableStatements(golden.tables, "clickhouse")) await server.setup(statement);
        const connection = await open("clickhouse", { host: server.host, port: server.port });
        try {
          const expected = expectedEvents(golden, "clickhouse");
          assert.deepEqual(await goldenEvents(golden, connection), expected);
          assert.deepEqual(await goldenEvents(golden, connection, givenProject), expected);
        } finally {
          await connection.close();
        }
      } finally {
        await server.stop();
      }
    });
  }

  it("gives back every value of every type that is given", async () => {
    const server = await startClickHouse();
    try {
      const connection = await open("clickhouse", { host: server.host, port: server.port });
      await allComeBack(connection).finally(() => connection.close());
    } finally {
      await server.stop();
    }
  });
});
