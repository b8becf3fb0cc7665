import assert from "node:assert/strict";
import { wrongTypes } from "../support/columnTypes.ts";
import { type GoldenCase, goldenCases } from "../support/golden.ts";
import { columnType } from "../support/goldenStatements.ts";
import { goldenStatements } from "../support/goldenTables.ts";
import { type AnalysedCase, type Analysis, analyse } from "../support/googleSql.ts";

async function analysedCase(golden: GoldenCase): Promise<AnalysedCase> {
  return {
    tables: golden.tables.map(({ name, columns }) => ({
      name: name.replaceAll('"', ""),
      columns: columns.map((column) => ({ name: column.name, type: columnType(column, "bigquery") })),
    })),
    queries: (await goldenStatements(golden, "bigquery")).map(({ sql }) => sql),
  };
}

/** What generated text still gets wrong. All are seen to be refused, so that the list can't outlive its reasons. */
const refused: Readonly<Record<string, { why: string; message: RegExp }>> = {
  hard_values: {
    why: "a whole number of more than 64 bits is written as it is",
    message: /Invalid integer literal/,
  },
  names_taken: { why: "the lookup's own SQL compares a clock with a moment", message: /DATETIME, TIMESTAMP/ },
  streams: { why: "no events are a query without a table", message: /without FROM clause/ },
};

describe("golden SQL on BigQuery, analysed by GoogleSQL", () => {
  const cases = goldenCases();
  let analyses: Readonly<Record<string, readonly Analysis[]>>;
  before(async function () {
    this.timeout(1_200_000);
    const entries = cases.map(async (golden) => [golden.name, await analysedCase(golden)] as const);
    analyses = await analyse(Object.fromEntries(await Promise.all(entries)));
  });

  for (const golden of cases) {
    const gap = refused[golden.name];
    it(`has the columns and types of ${golden.name}${gap ? `, but ${gap.why}` : ""}`, async () => {
      if (gap) {
        const problems = analyses[golden.name]?.flatMap((one) => ("problem" in one ? one.problem : []));
        assert.ok(problems?.some((problem) => gap.message.test(problem)));
        return;
      }
      const statements = await goldenStatements(golden, "bigquery");
      for (const [at, { name, columns }] of statements.entries()) {
        const analysis = analyses[golden.name]?.[at] ?? { problem: "no answer" };
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
