import assert from "node:assert/strict";
import { expectedEvents, goldenCases } from "../support/golden.ts";
import { answeredEvents, overRows, type ScriptAnswer, scriptCases } from "../support/goldenTables.ts";
import { sparkEnvironment, sparkPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("golden SQL on Databricks, through Spark", () => {
  const cases = goldenCases();
  let answers: Readonly<Record<string, readonly ScriptAnswer[]>>;
  before(async function () {
    this.timeout(900_000);
    const input = await scriptCases(cases, "databricks");
    const python = await sparkPython();
    answers = (await runPython(python, "golden_databricks.py", input, sparkEnvironment())) as typeof answers;
  });

  for (const golden of cases)
    for (const name of [golden.name, overRows(golden)])
      it(`gives the events of ${name}`, async () =>
        assert.deepEqual(
          await answeredEvents(golden, "databricks", answers[name] ?? []),
          expectedEvents(golden, "databricks"),
        ));
});
