import assert from "node:assert/strict";
import { byHand, expertSpecNames, generated, openShop } from "../../bench/expert/specs.ts";
import { wrongTypes } from "../support/columnTypes.ts";
import {
  type GoldenCase,
  givenProject,
  goldenCases,
  goldenProject,
  type ProjectOfCase,
} from "../support/golden.ts";
import { columnType } from "../support/goldenStatements.ts";
import { goldenStatements, overRows } from "../support/goldenTables.ts";
import { type AnalysedCase, type Analysis, analyse } from "../support/googleSql.ts";

async function analysedCase(golden: GoldenCase, make: ProjectOfCase): Promise<AnalysedCase> {
  return {
    tables: golden.tables.map(({ name, columns }) => ({
      name: name.replaceAll('"', ""),
      columns: columns.map((column) => ({ name: column.name, type: columnType(column, "bigquery") })),
    })),
    queries: (await goldenStatements(golden, "bigquery", make)).map(({ sql }) => sql),
  };
}

describe("golden SQL on BigQuery, analysed by GoogleSQL", () => {
  const cases = goldenCases();
  let analyses: Readonly<Record<string, readonly Analysis[]>>;
  before(async function () {
    this.timeout(1_200_000);
    const entries = cases.map(async (golden) => [
      [golden.name, await analysedCase(golden, goldenProject)] as const,
      [overRows(golden), await analysedCase(golden, givenProject)] as const,
    ]);
    analyses = await analyse(Object.fromEntries((await Promise.all(entries)).flat()));
  });

  const named = cases.flatMap((golden) => [golden.name, overRows(golden)].map((name) => ({ golden, name })));
  for (const { golden, name: caseName } of named) {
    it(`has the columns and types of ${caseName}`, async () => {
      const statements = await goldenStatements(golden, "bigquery");
      for (const [at, { name, columns }] of statements.entries()) {
        const analysis = analyses[caseName]?.[at] ?? { problem: "no answer" };
        assert.ok("columns" in analysis, `${name}: ${"problem" in analysis && analysis.problem}`);
        assert.deepEqual(
          analysis.columns.map((column) => column.name),
          columns.map((column) => column.name),
        );
        assert.deepEqual(wrongTypes(columns, analysis.columns, "bigquery"), []);
      }
    });
  }
});

/** What DuckDB's types of the example are in BigQuery. */
const inBigQuery: Readonly<Record<string, string>> = {
  BIGINT: "int64",
  VARCHAR: "string",
  TIMESTAMP: "datetime",
  BOOLEAN: "bool",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
};

describe("SQL of the example on BigQuery, analysed by GoogleSQL", () => {
  const analyses = new Map<string, Analysis>();
  before(async function () {
    this.timeout(1_200_000);
    const { project, connection } = await openShop();
    await connection.close();
    const tables = project.catalog.tables.map(({ parts, columns }) => ({
      name: parts.join("."),
      columns: columns.map(({ name, type = "" }) => ({ name, type: inBigQuery[type] ?? type })),
    }));
    const queries = expertSpecNames.flatMap((spec) => [
      generated(project, spec, "bigquery").sql,
      byHand(spec, "bigquery") ?? "",
    ]);
    const answers = (await analyse({ shop: { tables, queries } })).shop ?? [];
    for (const [at, spec] of expertSpecNames.entries()) {
      analyses.set(`${spec} as generated`, answers[2 * at] ?? { problem: "no answer" });
      analyses.set(`${spec} by hand`, answers[2 * at + 1] ?? { problem: "no answer" });
    }
  });

  for (const spec of expertSpecNames) {
    it(`has the columns and types of ${spec}, which was written by hand`, () => {
      const hand = analyses.get(`${spec} by hand`);
      assert.ok(hand && "columns" in hand, JSON.stringify(hand));
      assert.deepEqual(analyses.get(`${spec} as generated`), hand);
    });
  }
});
