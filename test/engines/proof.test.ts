import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { proofFiles, proofVerdicts } from "../support/proofCases.ts";
import { prove } from "../support/prove.ts";

describe("checks of an event's rows on Postgres", () => {
  let server: PostgresServer;
  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
  });
  after(() => server?.stop());

  it("pass, fail and can't be run as on DuckDB", async () => {
    const { host, port, user, database } = server;
    const connection = await open("postgres", { host, port, user, database });
    try {
      const results = await prove(await projectOf(proofFiles), connection);
      const found = Object.fromEntries(
        Object.keys(proofVerdicts).map((name) => {
          const result = results.get(name);
          return [name, result && [result.status, ...(result.failing === undefined ? [] : [result.failing])]];
        }),
      );
      assert.deepEqual(found, proofVerdicts);
    } finally {
      await connection.close();
    }
  });
});
