import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../../server/src/sql/compile.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import {
  besideUnknownTimes,
  expectedEvents,
  type GoldenCase,
  givenProject,
  goldenCases,
  goldenEvents,
  goldenProject,
} from "../support/golden.ts";
import { goldenConnection } from "../support/goldenDuckDb.ts";

const update = process.env.UPDATE_GOLDEN === "1";
const dialects: readonly DialectName[] = [
  "duckdb",
  "postgres",
  "trino",
  "clickhouse",
  "snowflake",
  "bigquery",
  "databricks",
  "redshift",
];

/** All queries of a case as one text. */
async function goldenText(golden: GoldenCase, dialect: DialectName): Promise<string> {
  const project = await goldenProject(golden, dialect);
  return golden.queries
    .map(({ name, options }) => {
      const { relations, findings } = compile(project, { ...options, dialect });
      assert.deepEqual(besideUnknownTimes(findings), [], `${golden.name}, ${name}`);
      return relations.map(({ sql }) => `-- ${name}\n${sql}`).join("\n");
    })
    .join("\n");
}

/** JSON with a row a line, so that a person can read it and a diff shows rows. */
function rowsText(events: Readonly<Record<string, readonly unknown[]>>): string {
  const queries = Object.entries(events).map(
    ([name, rows]) => `${JSON.stringify(name)}: [\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`,
  );
  return `{\n${queries.join(",\n")}\n}\n`;
}

describe("golden SQL", () => {
  for (const golden of goldenCases()) {
    for (const dialect of dialects) {
      it(`is the text of ${golden.name} in ${dialect}`, async () => {
        const text = await goldenText(golden, dialect);
        const path = join(golden.folder, `${dialect}.sql`);
        if (update) writeFileSync(path, text);
        assert.equal(text, readFileSync(path, "utf8"));
        assert.equal(await goldenText(golden, dialect), text, "the same text again");
      });
    }

    it(`gives the events of ${golden.name} on DuckDB`, async () => {
      const { connection, remove } = await goldenConnection(golden);
      const path = join(golden.folder, "expected.json.golden");
      try {
        const events = await goldenEvents(golden, connection);
        if (update && !existsSync(path)) writeFileSync(path, rowsText(events as Record<string, unknown[]>));
        assert.deepEqual(events, expectedEvents(golden));
        assert.deepEqual(await goldenEvents(golden, connection, givenProject), expectedEvents(golden));
      } finally {
        await connection.close();
        await remove();
      }
    });
  }
});
