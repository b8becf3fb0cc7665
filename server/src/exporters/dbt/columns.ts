/** What dbt is told of columns: types, descriptions, and the tests that it has of its own. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { currencyColumn, entityColumn, eventColumns } from "../../project/eventColumns.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import { checksOf } from "../../proof/checks.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { Model } from "../../sql/models.ts";
import type { RelationPlan } from "../../sql/plan/plan.ts";
import { exactType } from "../../sql/render/result.ts";
import { identifier } from "../../sql/render/sqlText.ts";
import type { DialectName } from "../../sql/types.ts";
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
  const types = typesOf(dialect, model.relation);
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

/** Types of an event's relation that is `exact`, by column; none where nobody knows one. */
function typesOf(dialect: Dialect, { entities, properties }: RelationPlan): ReadonlyMap<string, string> {
  const { string, [dialect.eventTime]: time } = dialect.types;
  const texts = ["event_id", "event", "link", "source", "source_key", currencyColumn];
  return new Map([
    ...[...texts, ...entities.map(entityColumn)].map((name) => [name, string] as const),
    ["event_version", smallNumber[dialect.name] ?? "integer"],
    ["occurred_at", time],
    ["loaded_at", time],
    ["revenue", dialect.decimal(18, 4)],
    ...properties.flatMap((property) => {
      const type = exactType(dialect, property);
      return type === undefined ? [] : [[property.name, type] as const];
    }),
  ]);
}

/** As engines take a small number that is written out. */
const smallNumber: Readonly<Partial<Record<DialectName, string>>> = {
  bigquery: "int64",
  clickhouse: "UInt8",
};

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
