/** What dbt is told of columns: types, descriptions, and the tests that it has of its own. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { eventColumns } from "../../project/eventColumns.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import { checksOf } from "../../proof/checks.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { Model } from "../../sql/models.ts";
import { identifier } from "../../sql/render/sqlText.ts";
import { engineTypes } from "../engineTypes.ts";
import { type DbtScope, eventsOf } from "./scope.ts";

interface DescribedColumns {
  readonly columns: YamlData[];
  /** Whether all types are known. */
  readonly isWhole: boolean;
}

export function columnsOfEvent(scope: DbtScope, event: ProjectEvent, model: Model): DescribedColumns {
  const dialect = dialectOf(scope.dialect);
  const described = new Map(eventColumns(event).map((column) => [column.name, column.description]));
  const tests = testsByColumn(scope, eventsOf(scope, model));
  const types = engineTypes(dialect, model.relation);
  const columns = model.columns.map((name) => ({ name, type: types.get(name) }));
  return {
    // What is switched off has no rows, and nothing that its columns are made of.
    isWhole: model.relation.scans.length > 0 && columns.every(({ type }) => type !== undefined),
    columns: columns.map(({ name, type }) => {
      const all = tests.get(name) ?? [];
      return {
        name,
        description: described.get(name),
        data_type: type,
        ...(identifier(dialect, name) !== name && { quote: true }),
        ...metaOf(event.properties.find((one) => one.name.value === name)),
        ...(all.length > 0 && { data_tests: all }),
      };
    }),
  };
}

export function columnsOfStream(columns: readonly string[]): YamlData[] {
  const ids = new Set(["event_id", "activity_id"]);
  return columns.map((name) => ({
    name,
    ...(ids.has(name) && { data_tests: inline(["unique", "not_null"]) }),
  }));
}

function metaOf(property: EventProperty | undefined): { readonly config?: YamlData } {
  const privacy = property?.privacy?.value;
  const unit = property?.unit?.value;
  if (privacy === undefined && unit === undefined) return {};
  return { config: { meta: inline({ privacy, unit }) } };
}

type ColumnTests = ReadonlyMap<string, readonly YamlData[]>;

/** Tests that every document of an event declares: dbt's are of all rows of a model. */
function testsByColumn({ project }: DbtScope, events: readonly ProjectEvent[]): ColumnTests {
  const [declared, ...others] = events.map((event) => testsOf(project, event));
  return new Map(
    [...(declared ?? [])].map(([column, tests]) => [
      column,
      tests.filter((test) => others.every((other) => isAmong(other.get(column) ?? [], test))),
    ]),
  );
}

function isAmong(tests: readonly YamlData[], test: YamlData): boolean {
  return tests.some((one) => JSON.stringify(one) === JSON.stringify(test));
}

function testsOf(project: Project, event: ProjectEvent): ColumnTests {
  const tests = new Map<string, readonly YamlData[]>([["event_id", ["unique", "not_null"]]]);
  const add = (column: string, test: YamlData) => {
    const known = tests.get(column) ?? [];
    if (!isAmong(known, test)) tests.set(column, [...known, test]);
  };
  for (const { subject } of checksOf(project, event)) {
    if (subject.kind === "required") add(subject.property.name.value, "not_null");
    if (subject.kind === "not_null") for (const column of subject.columns) add(column, "not_null");
    if (subject.kind === "unique" && subject.columns.length === 1) add(subject.columns[0] ?? "", "unique");
    if (subject.kind === "values") add(subject.property.name.value, acceptedValues(subject.property));
  }
  return tests;
}

/** Numbers stand without quotes in the test's SQL. */
function acceptedValues({ values = [] }: EventProperty): YamlData {
  const known = values.filter(({ value }) => value !== null);
  const isText = known.every(({ value }) => typeof value === "string");
  const list = known.map(({ value, text }) => (typeof value === "string" ? text : (value ?? text)));
  return {
    accepted_values: { arguments: inline({ values: inline(list), ...(!isText && { quote: false }) }) },
  };
}
