import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { open, temporaryFolder } from "../support/connections.ts";
import { dbt, dbtPython } from "../support/dbtProject.ts";
import { dbtUnitTests, unitTestName } from "../support/dbtUnitTests.ts";
import { exampleCatalog, exampleFiles } from "../support/exampleCases.ts";
import { projectOf } from "../support/memoryProject.ts";
import { proveExamples } from "../support/proveExamples.ts";

const statuses: Readonly<Record<string, string>> = { pass: "passed", fail: "failed", error: "error" };

/** What dbt does otherwise. All are seen to differ still, so that the list can't outlive its reasons. */
const otherwise: Readonly<Record<string, string>> = {
  "values of all types": "it compares JSON as text, so that the order of keys counts",
  "by the names of the query": "what it puts before a model's text breaks a query with common tables inside",
};

describe("examples as unit tests of dbt", function () {
  this.timeout(900_000);

  it("get the same verdicts from dbt-core and dbt-duckdb", async () => {
    const python = await dbtPython();
    const project = await projectOf({ ...exampleFiles, ...exampleCatalog("duckdb") });
    const connection = await open("duckdb", {});
    const results = await proveExamples(project, connection).finally(() => connection.close());
    // What can't be run for what it lacks has no form in dbt: there a column that is not given is null.
    const run = [...results.values()].filter(({ status, sql }) => status !== "error" || sql !== undefined);
    const examples = run.flatMap(({ check: { event, subject } }) =>
      subject.kind === "example" ? [{ event, example: subject.example }] : [],
    );
    assert.ok(run.some(({ status }) => status === "failed") && run.some(({ status }) => status === "error"));
    const folder = await temporaryFolder(dbtUnitTests(project, examples));
    try {
      await dbt(python, folder.path, "run", "--select", "config.materialized:table");
      await dbt(python, folder.path, "test", "--select", "test_type:unit").catch(() => undefined);
      const text = await readFile(join(folder.path, "target", "run_results.json"), "utf8");
      const answers = JSON.parse(text).results as { unique_id: string; status: string; message: string }[];
      const said = run.map(({ check, status }, at) => {
        const answer = answers.find(({ unique_id }) => unique_id.endsWith(`.${unitTestName(at)}`));
        return {
          name: check.name,
          ours: status,
          dbts: statuses[answer?.status ?? ""] ?? "none",
          why: answer?.message,
        };
      });
      const different = said.filter(({ ours, dbts }) => ours !== dbts);
      const names = different.map(({ name }) => name).sort();
      assert.deepEqual(names, Object.keys(otherwise).sort(), JSON.stringify(different, undefined, 1));
    } finally {
      await folder.remove();
    }
  });
});
