import assert from "node:assert/strict";
import type { CheckResult } from "../../../server/src/proof/results.ts";
import { open } from "../../support/connections.ts";
import { exampleCatalog, exampleFiles, exampleVerdicts } from "../../support/exampleCases.ts";
import { projectOf } from "../../support/memoryProject.ts";
import { proveExamples } from "../../support/proveExamples.ts";

describe("examples", () => {
  let results: ReadonlyMap<string, CheckResult>;
  before(async () => {
    const connection = await open("duckdb", {});
    results = await proveExamples(
      await projectOf({ ...exampleFiles, ...exampleCatalog("duckdb") }),
      connection,
    );
    await connection.close();
  });

  it("are all run", () => {
    assert.deepEqual([...results.keys()].sort(), Object.keys(exampleVerdicts).sort());
  });

  for (const [name, [status, message, ...details]] of Object.entries(exampleVerdicts))
    it(`${status}: ${name}`, () => {
      const result = results.get(name);
      assert.equal(result?.status, status, [result?.message, ...(result?.details ?? [])].join("\n"));
      assert.match(result.message, message);
      if (status !== "error") assert.deepEqual(result.details ?? [], details);
    });
});
