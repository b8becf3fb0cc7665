import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { profiled } from "../support/profiled.ts";
import { proofFiles, proofVerdicts } from "../support/proofCases.ts";
import { prove } from "../support/prove.ts";
import { reconcileFiles, reconcileVerdicts } from "../support/reconcileCases.ts";
import { twinFiles, twinVerdicts } from "../support/twinCases.ts";
import { verdictsOf } from "../support/verdicts.ts";

describe("checks on Postgres", () => {
  let server: PostgresServer;
  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
  });
  after(() => server?.stop());

  const cases = [
    { title: "of rows", files: proofFiles, verdicts: proofVerdicts },
    { title: "of reconciliations", files: reconcileFiles, verdicts: reconcileVerdicts },
    { title: "of tracked twins", files: twinFiles, verdicts: twinVerdicts },
  ];
  for (const { title, files, verdicts } of cases) {
    it(`${title} pass, fail and can't be run as on DuckDB`, async () => {
      const { host, port, user, database } = server;
      const connection = await open("postgres", { host, port, user, database });
      try {
        const results = await prove(await projectOf(files), connection);
        assert.deepEqual(verdictsOf(results, verdicts), verdicts);
      } finally {
        await connection.close();
      }
    });
  }

  it("profiles an event", async () => {
    const { host, port, user, database } = server;
    const connection = await open("postgres", { host, port, user, database });
    try {
      const { profile, why } = await profiled(twinFiles, "complete", connection);
      assert.deepEqual([profile.events, profile.days.length], [240, 30]);
      const [order, method, amount] = profile.columns;
      assert.deepEqual([order?.distinct, method?.distinct], [240, 3]);
      assert.deepEqual(method?.top[0], { value: "card", events: 80 });
      assert.deepEqual([Number(amount?.min), Number(amount?.max)], [0, 2.39]);
      assert.equal(why?.uncounted, undefined);
    } finally {
      await connection.close();
    }
  });
});
