/** Examples as unit tests of dbt. Their keys: https://docs.getdbt.com/reference/resource-properties/unit-tests */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { exampleColumns, unknownColumns } from "../../proof/examples/exampleColumns.ts";
import { momentOfExample } from "../../proof/examples/exampleQuery.ts";
import type { Example, ExampleRow } from "../../spec/exampleTypes.ts";
import type { LocatedLiteral } from "../../spec/literals.ts";
import type { Loss } from "../../spec/trackingPlan.ts";
import { type ExampleScope, givenTables } from "../../sql/examples/givenTables.ts";
import { type ReadTable, readTables, tableKey } from "../../sql/examples/readTables.ts";
import type { Model } from "../../sql/models.ts";
import { clockText, readWrittenTime } from "../../sql/writtenTime.ts";
import { withoutJinjaInside } from "./jinja.ts";
import { type DbtScope, dbtName, eventsOf, nowVariable } from "./scope.ts";
import { slug } from "./slug.ts";

interface UnitTests {
  readonly tests: readonly YamlData[];
  /** The other examples, and why dbt can't run them. */
  readonly losses: readonly Loss[];
}

/**
 * The examples of a model's event: dbt must know every table that is read, so that rows can stand in for all of them. Of variants each model
 * gets the rows that expect its name.
 */
export function unitTests(scope: DbtScope, model: Model): UnitTests {
  const tests: YamlData[] = [];
  const losses: Loss[] = [];
  for (const [at, exported] of examplesOf(scope, model).entries()) {
    const { event, example } = exported;
    const message = whyLost(scope, exported);
    if (message === undefined)
      tests.push(
        withoutJinjaInside({
          name: unitTestName(model.relation.name, example, at),
          ...unitTest(scope, model, exported),
        }),
      );
    else losses.push({ event: event.name, example: example.name?.value ?? `example ${at + 1}`, message });
  }
  return { tests, losses };
}

/** In: the model's name, and the example's place among those of its event. */
export function unitTestName(model: string, example: Example, at: number): string {
  return `${model}_${slug(example.name?.value ?? "example")}_${at + 1}`;
}

interface Exported {
  /** Out of the example's document. */
  readonly event: ProjectEvent;
  readonly example: Example;
  readonly scope: ExampleScope;
  /** Tables that the event's other documents read. */
  readonly others: ReadonlyMap<string, ReadTable>;
}

function examplesOf(scope: DbtScope, model: Model): Exported[] {
  const { project, examples } = scope;
  const events = eventsOf(scope, model);
  return events.flatMap((event) => {
    const own = examples.get(event);
    if (!own) return [];
    const others = new Map(
      events.filter((one) => one !== event).flatMap((one) => [...readTables(project, one)]),
    );
    return event.definition.examples.map((example) => ({ event, example, scope: own, others }));
  });
}

function whyLost({ project }: DbtScope, { event, example, scope, others }: Exported): string | undefined {
  const { expect } = example;
  const { problems } = givenTables(scope, example);
  if (problems.length > 0 || unknownColumns(event, example, exampleColumns(event)).length > 0)
    return "An example that can't be run here, as `eventspec test` says, can't be in dbt either.";
  if (expect.some(({ cells }) => cells.length === 0))
    return "An example that expects a row of which it says nothing has no form in dbt.";
  if (event.definition.variants && expect.some((row) => nameIn(row) === undefined))
    return "Variants are models of their own: each expected row must say in a column `event` which one it is of.";
  if ([...rowsByTable(project, event, example).keys()].some((key) => others.has(key)))
    return "Another document of its event reads a table of the example as well, and dbt runs all of them.";
  const tables = [...scope.tables.values(), ...others.values()];
  if (tables.some(({ reference }) => dbtName(reference, project) === undefined))
    return "dbt doesn't know a table that its event reads, so no rows can stand in for it.";
  return undefined;
}

function unitTest(
  { project }: DbtScope,
  { relation, increment }: Model,
  { event, example, scope, others }: Exported,
): { readonly [key: string]: YamlData | undefined } {
  const columns = exampleColumns(event);
  const given = rowsByTable(project, event, example);
  const now = momentOfExample(event, { example, tables: givenTables(scope, example).tables })
    ?.replace("T", " ")
    .replace(/(?:\.000)?Z$/, "");
  return {
    description: example.name?.value,
    model: relation.name,
    overrides: {
      ...(increment && { macros: inline({ is_incremental: false }) }),
      ...(now && { vars: inline({ [nowVariable]: now }) }),
    },
    given: [...new Map([...scope.tables, ...others]).values()].map(({ key, reference }) => ({
      input: dbtName(reference, project),
      rows: (given.get(key) ?? []).map((row) => rowOf(row, (name) => name)),
    })),
    expect: {
      rows: example.expect
        .filter((row) => !event.definition.variants || nameIn(row) === relation.name)
        .map((row) => rowOf(row, (name) => columns.find(name) ?? name)),
    },
  };
}

/** The name of the event that a row is expected to be. */
function nameIn({ cells }: ExampleRow): string | undefined {
  return cells.find(({ column }) => column.value.toLowerCase() === "event")?.value.text;
}

/** The rows given, by the keys of their tables. */
function rowsByTable(
  project: Project,
  event: ProjectEvent,
  { given }: Example,
): ReadonlyMap<string, readonly ExampleRow[]> {
  const names = exampleTables(event, project);
  return new Map(
    given.flatMap(({ table, rows }) => {
      const reference = names.get(table.value);
      return reference ? [[tableKey(reference, project), rows] as const] : [];
    }),
  );
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
