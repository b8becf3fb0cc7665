/** Examples as unit tests of dbt. Their keys: https://docs.getdbt.com/reference/resource-properties/unit-tests */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { exampleColumns, unknownColumns } from "../../proof/examples/exampleColumns.ts";
import { momentOfExample } from "../../proof/examples/exampleQuery.ts";
import type { Example, ExampleRow } from "../../spec/exampleTypes.ts";
import type { LocatedLiteral } from "../../spec/literals.ts";
import { type ExampleScope, givenTables } from "../../sql/examples/givenTables.ts";
import { tableKey } from "../../sql/examples/readTables.ts";
import type { Model } from "../../sql/models.ts";
import { clockText, readWrittenTime } from "../../sql/writtenTime.ts";
import { withoutJinjaInside } from "./jinja.ts";
import { type DbtScope, dbtName, nowVariable } from "./scope.ts";

/**
 * Those of an event's examples that dbt can run: it must know every table that is read, so that rows can stand in for all of them. Of
 * variants each model gets the rows that expect its name; an example that names none for a row has no form in dbt.
 */
export function unitTests(scope: DbtScope, model: Model): YamlData[] {
  const { project, examples } = scope;
  const event = project.eventsByName.get(model.relation.name)?.[0];
  const tables = event && examples.get(event);
  if (!event || !tables) return [];
  return event.definition.examples.flatMap((example, at) => {
    const expected = expectedRows(event, example, model.relation.name);
    const test = expected && unitTest(scope, model, { event, example, tables }, expected);
    return test === undefined
      ? []
      : withoutJinjaInside({ name: unitTestName(model.relation.name, example, at), ...test });
  });
}

/** In: the model's name, and the example's place among those of its event. */
export function unitTestName(model: string, example: Example, at: number): string {
  return `${model}_${slug(example.name?.value ?? "example")}_${at + 1}`;
}

interface Exported {
  readonly event: ProjectEvent;
  readonly example: Example;
  readonly tables: ExampleScope;
}

function unitTest(
  scope: DbtScope,
  model: Model,
  { event, example, tables }: Exported,
  expected: readonly ExampleRow[],
): { readonly [key: string]: YamlData | undefined } | undefined {
  const columns = exampleColumns(event);
  const { tables: rows, problems } = givenTables(tables, example);
  const given = inputs(scope, { event, example, tables });
  if (problems.length > 0 || !given || unknownColumns(event, example, columns).length > 0) return undefined;
  const now = momentOfExample(event, { example, tables: rows })
    ?.replace("T", " ")
    .replace(/(?:\.000)?Z$/, "");
  return {
    description: example.name?.value,
    model: model.relation.name,
    overrides: {
      ...(model.increment && { macros: inline({ is_incremental: false }) }),
      ...(now && { vars: inline({ [nowVariable]: now }) }),
    },
    given,
    expect: { rows: expected.map((row) => rowOf(row, (name) => columns.find(name) ?? name)) },
  };
}

/** What a model of the event is expected to hold; `undefined` where dbt can't be asked, or the rows don't say which model they are of. */
function expectedRows(event: ProjectEvent, { expect }: Example, model: string): ExampleRow[] | undefined {
  if (expect.some(({ cells }) => cells.length === 0)) return undefined;
  if (!event.definition.variants) return [...expect];
  const names = expect.map(
    ({ cells }) => cells.find(({ column }) => column.value.toLowerCase() === "event")?.value.text,
  );
  return names.includes(undefined) ? undefined : expect.filter((_, at) => names[at] === model);
}

/** Every table that is read; `undefined` where dbt does not know one. */
function inputs({ project }: DbtScope, { event, example, tables }: Exported): YamlData[] | undefined {
  const names = exampleTables(event, project);
  const rows = new Map(
    example.given.flatMap(({ table, rows: own }) => {
      const reference = names.get(table.value);
      return reference ? [[tableKey(reference, project), own] as const] : [];
    }),
  );
  const all = [...tables.tables.values()].map(({ key, reference }) => ({
    input: dbtName(reference, project),
    rows: (rows.get(key) ?? []).map((row) => rowOf(row, (name) => name)),
  }));
  return all.every(({ input }) => input !== undefined) ? all : undefined;
}

function rowOf({ cells }: ExampleRow, nameOf: (name: string) => string): YamlData {
  const values = cells.map(({ column, value }): [string, YamlData] => {
    const name = nameOf(column.value);
    return [name, cellOf(name, value)];
  });
  return inline(Object.fromEntries(values));
}

const eventTimes: ReadonlySet<string> = new Set(["occurred_at", "loaded_at"]);

/** Texts, which dbt casts to the column's type; numbers where nothing of how they are written gets lost. An event's time is one in UTC. */
function cellOf(column: string, { value, text }: LocatedLiteral): YamlData {
  if (value === null) return null;
  if (typeof value === "number" && String(value) === text) return value;
  const time = eventTimes.has(column) ? readWrittenTime(text) : undefined;
  return time ? `${clockText(time, -(time.offset ?? 0))}+00:00` : text;
}

function slug(text: string): string {
  const words = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return words.replaceAll(/^_|_$/g, "").slice(0, 60);
}
