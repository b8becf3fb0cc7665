import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { proofFiles, proofVerdicts } from "../support/proofCases.ts";
import { prove } from "../support/prove.ts";
import { verdictsOf } from "../support/verdicts.ts";

describe("checks of an event's rows", () => {
  it("pass, fail and can't be run, each for its own reason", async () => {
    const connection = await open("duckdb", {});
    try {
      const results = await prove(await projectOf(proofFiles), connection);
      assert.deepEqual(verdictsOf(results, proofVerdicts), proofVerdicts);
    } finally {
      await connection.close();
    }
  });
});
