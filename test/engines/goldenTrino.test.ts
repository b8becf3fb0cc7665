import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { allComeBack } from "../support/givenValues.ts";
import { expectedEvents, givenProject, goldenCases, goldenEvents } from "../support/golden.ts";
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
        const expected = asHeld(expectedEvents(golden, "trino"));
        assert.deepEqual(await goldenEvents(golden, connection), expected);
        assert.deepEqual(await goldenEvents(golden, connection, givenProject), expected);
      } finally {
        await connection.close();
        for (const { name } of golden.tables) await server.sql(`drop table ${name}`);
      }
    });
  }

  it("gives back every value of every type that is given", async () => {
    const { host, port } = server;
    const connection = await open("trino", {
      host,
      port,
      catalog: "memory",
      schema: "default",
      user: "test",
    });
    await allComeBack(connection).finally(() => connection.close());
  });
});
