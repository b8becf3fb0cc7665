import assert from "node:assert/strict";
import { type ClickHouseServer, startClickHouse } from "../support/clickhouse.ts";
import { open } from "../support/connections.ts";
import { expectedEvents, goldenCases, goldenEvents } from "../support/golden.ts";
import { tableStatements } from "../support/goldenStatements.ts";

describe("golden SQL on ClickHouse (chDB)", function () {
  this.timeout(600_000);

  for (const golden of goldenCases()) {
    it(`gives the events of ${golden.name}`, async () => {
      const server: ClickHouseServer = await startClickHouse();
      try {
        for (const statement of tableStatements(golden.tables, "clickhouse")) await server.setup(statement);
        const connection = await open("clickhouse", { host: server.host, port: server.port });
        const events = await goldenEvents(golden, connection).finally(() => connection.close());
        assert.deepEqual(events, expectedEvents(golden, "clickhouse"));
      } finally {
        await server.stop();
      }
    });
  }
});
