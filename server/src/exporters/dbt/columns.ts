/** What dbt is told of columns: types, descriptions, and the tests that it has of its own. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { currencyColumn, entityColumn, eventColumns } from "../../project/eventColumns.ts";
import type { EventProperty, ProjectEvent } from "../../project/types.ts";
import { checksOf } from "../../proof/checks.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { Model } from "../../sql/models.ts";
import { exactType } from "../../sql/render/result.ts";
import { identifier } from "../../sql/render/sqlText.ts";
import type { DbtScope } from "./scope.ts";

interface DescribedColumns {
  readonly columns: YamlData[];
  /** Whether all types are known. */
  readonly isWhole: boolean;
}

export function columnsOfEvent(scope: DbtScope, event: ProjectEvent, model: Model): DescribedColumns {
  const dialect = dialectOf(scope.dialect);
  const described = new Map(eventColumns(event).map((column) => [column.name, column.description]));
  const tests = testsByColumn(scope, event);
  const columns = model.columns.map((name) => ({ name, type: typeOf(scope, model, name) }));
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

/** Types of an event's relation that is `exact`. */
function typeOf({ dialect: name }: DbtScope, { relation }: Model, column: string): string | undefined {
  const dialect = dialectOf(name);
  const property = relation.properties.find((one) => one.name === column);
  if (property) return exactType(dialect, property);
  const { string, [dialect.eventTime]: time } = dialect.types;
  const types: Readonly<Record<string, string>> = {
    // As engines take a small number that is written out.
    event_version: name === "bigquery" ? "int64" : name === "clickhouse" ? "UInt8" : "integer",
    occurred_at: time,
    loaded_at: time,
    revenue: dialect.decimal(18, 4),
    ...Object.fromEntries(
      [
        "event_id",
        "event",
        "link",
        "source",
        "source_key",
        currencyColumn,
        ...relation.entities.map(entityColumn),
      ].map((text) => [text, string]),
    ),
  };
  return types[column];
}

function testsByColumn({ project }: DbtScope, event: ProjectEvent): ReadonlyMap<string, YamlData[]> {
  const tests = new Map<string, YamlData[]>([["event_id", ["unique", "not_null"]]]);
  const add = (column: string, test: YamlData) => {
    const known = tests.get(column) ?? [];
    if (!known.some((one) => JSON.stringify(one) === JSON.stringify(test)))
      tests.set(column, [...known, test]);
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
