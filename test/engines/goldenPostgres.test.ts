import assert from "node:assert/strict";
import pg from "pg";
import { open } from "../support/connections.ts";
import { allComeBack } from "../support/givenValues.ts";
import { expectedEvents, givenProject, goldenCases, goldenEvents } from "../support/golden.ts";
import { runGoldenFunnels, runGoldenStreams } from "../support/goldenFunnels.ts";
import { tableStatements } from "../support/goldenStatements.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

describe("golden SQL on Postgres", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());

  for (const golden of goldenCases()) {
    it(`gives and counts the events of ${golden.name}`, async () => {
      await server.sql(`create database ${golden.name}`);
      const { host, port, user } = server;
      const client = new pg.Client({ host, port, user, database: golden.name });
      await client.connect();
      for (const statement of tableStatements(golden.tables, "postgres")) await client.query(statement);
      await client.end();
      const connection = await open("postgres", { host, port, user, database: golden.name });
      try {
        assert.deepEqual(await goldenEvents(golden, connection), expectedEvents(golden));
        assert.deepEqual(await goldenEvents(golden, connection, givenProject), expectedEvents(golden));
        await runGoldenFunnels(golden, connection);
        await runGoldenStreams(golden, connection);
      } finally {
        await connection.close();
      }
    });
  }

  it("gives back every value of every type that is given", async () => {
    const { host, port, user, database } = server;
    const connection = await open("postgres", { host, port, user, database });
    await allComeBack(connection).finally(() => connection.close());
  });
});
