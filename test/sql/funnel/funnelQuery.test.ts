import assert from "node:assert/strict";
import { dialectNames } from "../../../server/src/sql/types.ts";
import { goldenCases } from "../../support/golden.ts";
import { goldenConnection } from "../../support/goldenDuckDb.ts";
import { goldenFunnels, runGoldenFunnels, runGoldenStreams } from "../../support/goldenFunnels.ts";

describe("the query that counts where rows went", () => {
  for (const golden of goldenCases()) {
    it(`counts the events of ${golden.name} on DuckDB`, async () => {
      const { connection, remove } = await goldenConnection(golden);
      try {
        const funnels = await runGoldenFunnels(golden, connection);
        assert.ok(Object.keys(funnels).length > 0);
        await runGoldenStreams(golden, connection);
      } finally {
        await connection.close();
        await remove();
      }
    });

    it(`is one statement with each number once for ${golden.name} in every dialect`, async () => {
      for (const dialect of dialectNames)
        for (const { event, query } of await goldenFunnels(golden, dialect)) {
          assert.equal(new Set(query.names).size, query.names.length, `${event} in ${dialect}`);
          assert.ok(!query.sql.includes(";\n"), event);
          assert.ok(!query.sql.includes("\u0001"), event);
        }
    });
  }
});
