import assert from "node:assert/strict";
import { exportDbt } from "../../../server/src/exporters/dbt/exportDbt.ts";
import { type DialectName, dialectNames } from "../../../server/src/sql/types.ts";
import { exampleScopes } from "../../../server/src/tasks/exportDbt.ts";
import { dbtExportFiles } from "../../support/dbtExportProject.ts";
import { assertGolden, asText } from "../../support/exportGolden.ts";
import { projectOf } from "../../support/memoryProject.ts";

const exported = async (dialect: DialectName, more: Parameters<typeof dbtExportFiles>[0] = {}) => {
  const project = await projectOf(dbtExportFiles({ dialect, ...more }));
  return exportDbt(project, { dialect, examples: await exampleScopes(project, dialect) });
};

describe("the export to dbt", () => {
  for (const dialect of dialectNames)
    it(`writes for ${dialect} what is expected`, async () => {
      const { files, tests, findings } = await exported(dialect);
      assert.deepEqual(
        findings.filter(({ severity }) => severity === "error"),
        [],
      );
      await assertGolden(dialect, new Map([...files, ...tests]));
    });

  it("gives the same bytes again", async () => {
    const [one, other] = [await exported("duckdb"), await exported("duckdb")];
    assert.equal(asText(one.files), asText(other.files));
  });

  it("names tables as dbt does where dbt knows them", async () => {
    const { files } = await exported("duckdb");
    assert.match(files.get("parcel_arrived.sql") ?? "", /from \{\{ source\('raw', 'arrivals'\) \}\} as a/);
    for (const [name, text] of files) assert.doesNotMatch(text, /"?warehouse"?\."?(main|raw)|dbt_name/, name);
  });

  it("keeps events as it is asked to", async () => {
    const { files } = await exported("duckdb", { dbt: ", materialized: view" });
    for (const [name, text] of files)
      if (name.endsWith(".sql")) assert.match(text, /\{\{ config\(\n {4}materialized='view'\n\) \}\}/, name);
  });

  it("makes no model of a stream whose tables are those of its events", async () => {
    const files = dbtExportFiles();
    const text = `${files["eventspec.yml"]}  apart: {layout: per_event, entity: customer, occurrence: entity, events: {name: ["order_*"]}}\n`;
    const project = await projectOf({ ...files, "eventspec.yml": text });
    const { files: made } = exportDbt(project, { dialect: "duckdb", examples: new Map() });
    assert.ok(made.has("order_due.sql") && !made.has("apart.sql"));
    assert.doesNotMatch(made.get("_events.yml") ?? "", /apart/);
  });

  it("refuses a stream that is called like an event", async () => {
    const files = dbtExportFiles();
    const text = `${files["eventspec.yml"]}  order_due: {layout: wide, events: {name: ["order_*"]}}\n`;
    const { findings } = exportDbt(await projectOf({ ...files, "eventspec.yml": text }), {
      dialect: "duckdb",
      examples: new Map(),
    });
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error").map(({ message }) => message),
      ['"order_due" is a stream and an event, and dbt has one model of a name.'],
    );
  });
});
