/** What tools import, on Databricks, through Spark: the same rows as elsewhere. */
import assert from "node:assert/strict";
import { expectedPayload, scriptedRows } from "../support/destinationCase.ts";
import { sparkEnvironment, sparkPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("payloads of destinations on Databricks, through Spark", function () {
  this.timeout(900_000);

  it("are the expected rows", async () => {
    const python = await sparkPython();
    const rows = await scriptedRows("databricks", (input) =>
      runPython(python, "golden_databricks.py", input, sparkEnvironment()),
    );
    for (const [tool, given] of rows) assert.deepEqual(given, expectedPayload(tool), tool);
  });
});
