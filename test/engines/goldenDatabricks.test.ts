import assert from "node:assert/strict";
import { expectedEvents, goldenCases } from "../support/golden.ts";
import { answeredEvents, type ScriptAnswer, scriptCase } from "../support/goldenTables.ts";
import { sparkEnvironment, sparkPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("golden SQL on Databricks, through Spark", () => {
  const cases = goldenCases();
  let answers: Readonly<Record<string, readonly ScriptAnswer[]>>;
  before(async function () {
    this.timeout(900_000);
    const entries = cases.map(
      async (golden) => [golden.name, await scriptCase(golden, "databricks")] as const,
    );
    const input = Object.fromEntries(await Promise.all(entries));
    const python = await sparkPython();
    answers = (await runPython(python, "golden_databricks.py", input, sparkEnvironment())) as typeof answers;
  });

  for (const golden of cases) {
    it(`gives the events of ${golden.name}`, async () =>
      assert.deepEqual(
        await answeredEvents(golden, "databricks", answers[golden.name] ?? []),
        expectedEvents(golden, "databricks"),
      ));
  }
});
