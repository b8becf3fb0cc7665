/** Tests that dbt has of its own, of columns of events' models: https://docs.getdbt.com/reference/resource-properties/data-tests */
import { inline, type YamlData } from "../../../document/write/writeYaml.ts";
import type { EventProperty } from "../../../project/types.ts";
import type { Check } from "../../../proof/checks.ts";
import { isNumber, type LogicalType } from "../../../sql/logicalType.ts";
import type { Model } from "../../../sql/models.ts";
import { type DbtScope, eventsOf } from "../scope.ts";

export type ColumnTests = ReadonlyMap<string, readonly YamlData[]>;

interface ColumnTest {
  readonly column: string;
  readonly test: YamlData;
}

/** By column: tests that every document of a model's event declares, for dbt's are of all rows of a model. */
export function genericTests(scope: DbtScope, model: Model): ColumnTests {
  const events = eventsOf(scope, model);
  const [declared = new Map(), ...others] = events.map((event) => {
    const tests = new Map<string, readonly YamlData[]>([["event_id", ["unique", "not_null"]]]);
    for (const check of scope.checksOf(event))
      for (const { column, test } of genericOf(scope, model, check) ?? []) {
        const known = tests.get(column) ?? [];
        if (!isAmong(known, test)) tests.set(column, [...known, test]);
      }
    return tests;
  });
  return new Map(
    [...declared].map(([column, tests]: [string, readonly YamlData[]]) => [
      column,
      tests.filter((test) => others.every((other) => isAmong(other.get(column) ?? [], test))),
    ]),
  );
}

/** Whether tests of models' columns say just what a check says. In: all models of the check's event, with their tests. */
export function isGeneric(scope: DbtScope, models: ReadonlyMap<Model, ColumnTests>, check: Check): boolean {
  if (check.subject.kind === "unique_id") return models.size > 0;
  return (
    models.size > 0 &&
    [...models].every(([model, tests]) =>
      genericOf(scope, model, check)?.every(({ column, test }) => isAmong(tests.get(column) ?? [], test)),
    )
  );
}

/** What a check is as tests of a model's columns; `undefined` where they would say more or less. */
function genericOf(scope: DbtScope, model: Model, { event, subject }: Check): ColumnTest[] | undefined {
  const has = (column: string) => model.columns.includes(column);
  switch (subject.kind) {
    case "required":
      return [{ column: subject.property.name.value, test: "not_null" }];
    case "not_null":
      return subject.columns.every(has)
        ? subject.columns.map((column) => ({ column, test: "not_null" }))
        : undefined;
    case "unique": {
      const [column = "", ...more] = subject.columns;
      // Rows of other models, or of another document, are none of this test's.
      const isOfAll = !event.definition.variants && eventsOf(scope, model).length === 1;
      return isOfAll && more.length === 0 && has(column) ? [{ column, test: "unique" }] : undefined;
    }
    case "values": {
      const column = subject.property.name.value;
      const type = model.relation.properties.find(({ name }) => name === column)?.type;
      const test = acceptedValues(subject.property, type);
      return test === undefined ? undefined : [{ column, test }];
    }
    default:
      return undefined;
  }
}

function isAmong(tests: readonly YamlData[], test: YamlData): boolean {
  return tests.some((one) => JSON.stringify(one) === JSON.stringify(test));
}

/** dbt puts texts between quotes as they are, and numbers as they are: neither fits a column of another type, nor a text with signs of its own. */
function acceptedValues({ values = [] }: EventProperty, type: LogicalType | undefined): YamlData | undefined {
  const known = values.filter(({ value }) => value !== null);
  if (known.length === 0) return undefined;
  const isText =
    type?.kind === "string" && known.every(({ value, text }) => typeof value === "string" && isPlain(text));
  const isNumeric = isNumber(type?.kind) && known.every(({ value }) => typeof value === "number");
  if (!isText && !isNumeric) return undefined;
  const list = inline(known.map(({ value, text }) => (typeof value === "number" ? value : text)));
  return { accepted_values: { arguments: inline({ values: list, ...(isNumeric && { quote: false }) }) } };
}

const isPlain = (text: string): boolean => !/['\\{}]/.test(text);
