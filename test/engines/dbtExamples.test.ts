import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportDbt } from "../../server/src/exporters/dbt/exportDbt.ts";
import { unitTestName } from "../../server/src/exporters/dbt/unitTests.ts";
import type { Project } from "../../server/src/project/types.ts";
import { exampleScopes } from "../../server/src/tasks/exportDbt.ts";
import { open, temporaryFolder } from "../support/connections.ts";
import { dbtManifest } from "../support/dbtManifest.ts";
import { dbt } from "../support/dbtProject.ts";
import { duckDbWarehouse } from "../support/dbtWarehouse.ts";
import { exampleCatalog, exampleFiles } from "../support/exampleCases.ts";
import { projectOf } from "../support/memoryProject.ts";
import { proveExamples } from "../support/proveExamples.ts";

const statuses: Readonly<Record<string, string>> = { pass: "passed", fail: "failed", error: "error" };

/** What dbt does otherwise. All are seen to differ still, so that the list can't outlive its reasons. */
const otherwise: Readonly<Record<string, string>> = {
  "values of all types": "it compares JSON as text, so that the order of keys counts",
  "by the names of the query": "what it puts before a model's text breaks a query with common tables inside",
};

const dbtProject = "name: shop\nversion: '1.0'\nprofile: shop\nflags: {send_anonymous_usage_stats: false}\n";

/** The project of the examples, where dbt knows each table as one of its source `shop`. */
async function exampleProject() {
  const plain = await projectOf({ ...exampleFiles, ...exampleCatalog("duckdb") });
  const tables = plain.catalog.tables.map(({ parts }) => ({ name: parts.at(-1) ?? "", source: "shop" }));
  return projectOf({
    ...exampleFiles,
    ...exampleCatalog("duckdb"),
    "eventspec.yml": `${exampleFiles["eventspec.yml"]}dbt: {project: .}\n`,
    "target/manifest.json": dbtManifest("duckdb", tables),
  });
}

/** Files of the dbt project, and its tables, which are empty. */
async function exported(project: Project) {
  const examples = await exampleScopes(project, "duckdb");
  const { files } = exportDbt(project, { dialect: "duckdb", examples });
  const { tables } = project.catalog;
  const names = tables.map(({ parts }) => ({ name: parts.at(-1) }));
  return {
    files: {
      "dbt_project.yml": dbtProject,
      "models/sources.yml": JSON.stringify({ sources: [{ name: "shop", schema: "shop", tables: names }] }),
      ...Object.fromEntries([...files].map(([name, text]) => [`models/events/${name}`, text])),
    },
    statements: [
      "create schema shop",
      ...tables.map(
        ({ parts, columns }) =>
          `create table shop.${parts.at(-1)} (${columns.map(({ name, type }) => `${name} ${type}`).join(", ")})`,
      ),
    ],
  };
}

describe("examples as unit tests of dbt", function () {
  this.timeout(900_000);

  it("get the same verdicts from dbt-core and dbt-duckdb", async () => {
    const project = await exampleProject();
    const connection = await open("duckdb", {});
    const results = await proveExamples(project, connection).finally(() => connection.close());
    // What can't be run for what it lacks has no form in dbt: there a column that is not given is null.
    const run = [...results.values()].filter(({ status, sql }) => status !== "error" || sql !== undefined);
    assert.ok(run.some(({ status }) => status === "failed"));
    const { files, statements } = await exported(project);
    const folder = await temporaryFolder(files);
    try {
      const { python, target, run: execute } = await duckDbWarehouse(folder.path);
      await execute(statements);
      const profile = JSON.stringify({ shop: { target: "dev", outputs: { dev: target } } });
      await writeFile(join(folder.path, "profiles.yml"), profile);
      await dbt(python, folder.path, "test", "--select", "test_type:unit").catch(() => undefined);
      const text = await readFile(join(folder.path, "target", "run_results.json"), "utf8");
      const answers = JSON.parse(text).results as { unique_id: string; status: string; message: string }[];
      const said = run.map(({ check: { name, event, subject }, status }) => {
        const example = subject.kind === "example" ? subject.example : assert.fail();
        const at = event.definition.examples.indexOf(example);
        const own = event.names.map((model) => {
          const test = unitTestName(model, example, at);
          return answers.find(({ unique_id }) => unique_id.endsWith(`.${test}`));
        });
        const dbts = own.map((answer) => statuses[answer?.status ?? ""] ?? "none");
        const worst = dbts.find((one) => one !== "passed") ?? "passed";
        return { name, ours: status, dbts: worst, why: own.map((answer) => answer?.message) };
      });
      const different = said.filter(({ ours, dbts }) => ours !== dbts);
      const names = different.map(({ name }) => name).sort();
      assert.deepEqual(names, Object.keys(otherwise).sort(), JSON.stringify(different, undefined, 1));
    } finally {
      await folder.remove();
    }
  });
});
