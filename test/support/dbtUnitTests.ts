/** Examples as unit tests of dbt: a model for each, which reads empty tables of the same columns. */

import { exampleTables } from "../../server/src/project/exampleTables.ts";
import type { Project, ProjectEvent } from "../../server/src/project/types.ts";
import { exampleColumns } from "../../server/src/proof/examples/exampleColumns.ts";
import type { Example, ExampleRow } from "../../server/src/spec/exampleTypes.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { readTables, tableKey } from "../../server/src/sql/examples/readTables.ts";
import { readWrittenTime } from "../../server/src/sql/writtenTime.ts";
import { momentOfClock } from "../../server/src/sql/zones.ts";

const project = `name: proof
version: "1.0"
profile: proof
flags: {send_anonymous_usage_stats: false}
`;

const profiles = `proof:
  target: dev
  outputs: {dev: {type: duckdb, path: proof.duckdb, threads: 2, settings: {TimeZone: UTC}}}
`;

/** The name of an example's unit test, by which dbt tells what came of it. */
export const unitTestName = (at: number): string => `example_${at}`;

/** Files of a dbt project whose unit tests are these examples, in their order. */
export function dbtUnitTests(
  project_: Project,
  examples: readonly { readonly event: ProjectEvent; readonly example: Example }[],
): Record<string, string> {
  const models = examples.map(({ event, example }, at) => [
    `models/model_${at}.sql`,
    modelSql(project_, event, example),
  ]);
  const unit = examples.map(({ event, example }, at) => unitTest(project_, event, example, at));
  return {
    "dbt_project.yml": project,
    "profiles.yml": profiles,
    ...Object.fromEntries(models),
    ...inputs(project_),
    // JSON is YAML.
    "models/unit_tests.yml": JSON.stringify({ unit_tests: unit }, undefined, 1),
  };
}

const inputName = (parts: readonly string[]): string => parts.join("_");

function inputs({ catalog }: Project): Record<string, string> {
  return Object.fromEntries(
    catalog.tables.map(({ parts, columns }) => [
      `models/${inputName(parts)}.sql`,
      `{{ config(materialized='table') }} select ${columns.map(({ name, type }) => `cast(null as ${type}) as "${name}"`).join(", ")} limit 0`,
    ]),
  );
}

function modelSql(project_: Project, event: ProjectEvent, { now }: Example): string {
  const asked = now && readWrittenTime(now.value);
  const moment = asked && (momentOfClock(event.timezone, asked.clock) ?? asked.clock);
  const { relations } = compile(project_, {
    dialect: "duckdb",
    layout: "wide",
    events: [event.name],
    now: moment === undefined ? "2026-06-01T00:00:00Z" : new Date(moment).toISOString(),
  });
  const sql = relations[0]?.sql ?? "";
  return sql.replaceAll(/\b(from|join) shop\.(\w+)/g, "$1 {{ ref('shop_$2') }}");
}

function unitTest(project_: Project, event: ProjectEvent, example: Example, at: number) {
  const columns = exampleColumns(event);
  const names = exampleTables(event, project_);
  const given = new Map(
    example.given.flatMap(({ table, rows }) => {
      const reference = names.get(table.value);
      return reference ? [[tableKey(reference, project_), rows] as const] : [];
    }),
  );
  return {
    name: unitTestName(at),
    model: `model_${at}`,
    given: [...readTables(project_, event).values()].map(({ key, table }) => ({
      input: `ref('${inputName(table?.parts ?? [])}')`,
      rows: (given.get(key) ?? []).map((row) => values(row, (name) => name)),
    })),
    expect: { rows: example.expect.map((row) => values(row, (name) => columns.find(name) ?? name)) },
  };
}

function values({ cells }: ExampleRow, nameOf: (name: string) => string): Record<string, string | null> {
  return Object.fromEntries(
    cells.map(({ column, value: { value, text } }) => [nameOf(column.value), value === null ? null : text]),
  );
}
