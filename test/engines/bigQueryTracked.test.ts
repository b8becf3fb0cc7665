/** What is read from GA4's export, and what destinations get on BigQuery, analysed by GoogleSQL: names and types are as they are there. */
import assert from "node:assert/strict";
import { destinationTools } from "../../server/src/spec/destinationTools.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { importPlan } from "../../server/src/tasks/importPlan.ts";
import { destinationCase, payloadText } from "../support/destinationCase.ts";
import { columnType } from "../support/goldenStatements.ts";
import { analyse } from "../support/googleSql.ts";
import { projectOf } from "../support/memoryProject.ts";

const settings = `eventspec: 1
name: p
entities: {visitor: {type: string, anonymous: true}, customer: {type: string}}
`;

/** As https://support.google.com/analytics/answer/7029846 has them. */
const exportColumns: Readonly<Record<string, string>> = {
  event_date: "string",
  event_timestamp: "int64",
  event_name: "string",
  event_params:
    "array<struct<key string, value struct<string_value string, int_value int64, float_value float64, double_value float64>>>",
  event_bundle_sequence_id: "int64",
  batch_event_index: "int64",
  user_id: "string",
  user_pseudo_id: "string",
  platform: "string",
  device: "struct<category string, operating_system string>",
  geo: "struct<country string>",
  _table_suffix: "string",
};

describe("tracked events and destinations on BigQuery, analysed by GoogleSQL", function () {
  this.timeout(1_200_000);

  it("have the columns that are promised", async () => {
    const rows = ["string", "int", "double"].map((type) => ({
      event_name: "purchase",
      key: `of_${type}`,
      type,
    }));
    const mixed = ["string", "int", "double"].map((type) => ({ event_name: "purchase", key: "mixed", type }));
    const made = await importPlan(await projectOf({ "eventspec.yml": settings }), "bigquery", {
      tool: "ga4",
      texts: [{ file: "rows.json", text: JSON.stringify([...rows, ...mixed]) }],
      schema: "analytics_1",
    });
    assert.ok(made.kind === "spec");
    const project = await projectOf({ "eventspec.yml": settings, "a.events.yml": made.text });
    const window = { since: "2026-01-01T00:00:00Z" };
    const { relations } = compile(project, { dialect: "bigquery", layout: "per_event", window });
    const { tables } = destinationCase();
    const answers = await analyse({
      ga4: {
        tables: [
          {
            name: "analytics_1.days",
            columns: Object.entries(exportColumns).map(([name, type]) => ({ name, type })),
          },
        ],
        // The analyser knows no tables by the beginning of their names.
        queries: relations.map(({ sql }) => sql.replaceAll("`analytics_1.events_2*`", "analytics_1.days")),
      },
      destinations: {
        tables: tables.map(({ name, columns }) => ({
          name,
          columns: columns.map((column) => ({ name: column.name, type: columnType(column, "bigquery") })),
        })),
        queries: await Promise.all(destinationTools.map((tool) => payloadText(tool, "bigquery"))),
      },
    });
    const [ga4] = answers.ga4 ?? [];
    assert.ok(ga4 && "columns" in ga4, JSON.stringify(ga4));
    const types = new Map(ga4.columns.map(({ name, type }) => [name, type.toLowerCase()]));
    assert.deepEqual(
      ["occurred_at", "visitor_id", "of_string", "of_int", "of_double", "mixed", "country"].map((name) =>
        types.get(name),
      ),
      ["timestamp", "string", "string", "int64", "float64", "string", "string"],
    );
    for (const answer of answers.destinations ?? []) assert.ok("columns" in answer, JSON.stringify(answer));
    assert.equal(answers.destinations?.length, destinationTools.length);
  });
});
