import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { exampleCatalog, exampleFiles, exampleVerdicts } from "../support/exampleCases.ts";
import { projectOf } from "../support/memoryProject.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { proveExamples } from "../support/proveExamples.ts";

describe("examples on Postgres", () => {
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
      const results = await proveExamples(
        await projectOf({ ...exampleFiles, ...exampleCatalog("postgres") }),
        connection,
      );
      for (const [name, [status, message, ...details]] of Object.entries(exampleVerdicts)) {
        const result = results.get(name);
        assert.equal(result?.status, status, `${name}: ${result?.message}`);
        assert.match(result.message, message);
        if (status !== "error") assert.deepEqual(result.details ?? [], details);
      }
    } finally {
      await connection.close();
    }
  });
});
