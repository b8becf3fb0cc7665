import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { expectedEvents, goldenCases, goldenEvents } from "../support/golden.ts";
import { tableStatements } from "../support/goldenStatements.ts";
import { startTrino, type TrinoServer } from "../support/trino.ts";

/** Trino's type `json` reads fractions as floats, whoever writes them. */
function asHeld(events: unknown): unknown {
  const text = JSON.stringify(events).replaceAll("12345678901234567890.125", "12345678901234567000");
  return JSON.parse(text);
}

describe("golden SQL on Trino", function () {
  this.timeout(600_000);
  let server: TrinoServer;
  before(async () => {
    server = await startTrino();
  });
  after(() => server?.stop());

  for (const golden of goldenCases()) {
    it(`gives the events of ${golden.name}`, async () => {
      for (const statement of tableStatements(golden.tables, "trino")) await server.sql(statement);
      const connection = await open("trino", {
        host: server.host,
        port: server.port,
        catalog: "memory",
        schema: "default",
        user: "test",
      });
      try {
        assert.deepEqual(await goldenEvents(golden, connection), asHeld(expectedEvents(golden, "trino")));
      } finally {
        await connection.close();
        for (const { name } of golden.tables) await server.sql(`drop table ${name}`);
      }
    });
  }
});
