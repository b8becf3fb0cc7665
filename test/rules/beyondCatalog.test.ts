import assert from "node:assert/strict";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { projectOf } from "../support/memoryProject.ts";
import { sqlParser } from "./findingsOf.ts";

const columns = ["id", "user_id", "at"].map((name) => ({
  name,
  type: name === "at" ? "timestamp" : "string",
}));
const catalog = {
  version: 1,
  tables: ["shop.orders", "p.web.events_20250101", "p.web.events_20250102"].map((name) => ({
    name,
    columns,
  })),
};

/** What is said of an expression when nobody can be asked, but the catalog. */
async function found(sql: string, dialect: DialectName, from = "shop.orders") {
  const project = await projectOf({
    "eventspec.yml": "eventspec: 1\nname: p\nrules: {extends: minimal, event-without-entity: 'off'}\n",
    "eventspec.catalog.json": JSON.stringify(catalog),
    "a.events.yml": `from: ${JSON.stringify(from)}\nas: o\nkey: o.id\nevents:\n  page_viewed: {at: o.at, properties: {x: ${JSON.stringify(sql)}}}\n`,
  });
  return checkProject(project, { dialect, parser: await sqlParser() }).map(({ rule }) => rule);
}

describe("names that no catalog lists", () => {
  const right: readonly (readonly [DialectName, string])[] = [
    ["duckdb", "o.rowid"],
    ["duckdb", "rowid + 1"],
    ["duckdb", "to_json(o)"],
    ["postgres", "o.ctid::text"],
    ["postgres", "xmin::text"],
    ["postgres", "row_to_json(o)"],
    ["bigquery", "to_json_string(o)"],
    ["bigquery", "o._PARTITIONTIME"],
    ["clickhouse", "concat(o._part, _file)"],
    ["databricks", "o._metadata.file_name"],
  ];
  for (const [dialect, sql] of right)
    it(`are right: ${sql} on ${dialect}`, async () => assert.deepEqual(await found(sql, dialect), []));

  const wrong: readonly (readonly [DialectName, string])[] = [
    ["duckdb", "o.ctid"],
    ["postgres", "o.rowid"],
    ["snowflake", "to_json(o)"],
    ["postgres", "row_to_json(p)"],
    ["duckdb", "o.nope"],
  ];
  for (const [dialect, sql] of wrong)
    it(`are unknown: ${sql} on ${dialect}`, async () =>
      assert.deepEqual(await found(sql, dialect), ["unknown-column"]));

  it("may be those of BigQuery's wildcard tables", async () => {
    assert.deepEqual(await found("upper(_TABLE_SUFFIX)", "bigquery", "`p.web.events_*`"), []);
    assert.deepEqual(await found("o.newer", "bigquery", "`web.events_*`"), []);
    assert.deepEqual(await found("o.id", "bigquery", "`p.web.orders_*`"), ["unknown-table"]);
  });
});
