/** What dbt is told of columns: types, descriptions, and the tests that it has of its own. */
import { inline, type YamlData } from "../../document/write/writeYaml.ts";
import { eventColumns } from "../../project/eventColumns.ts";
import type { EventProperty, ProjectEvent } from "../../project/types.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { Model } from "../../sql/models.ts";
import { identifier } from "../../sql/render/sqlText.ts";
import { engineTypes } from "../engineTypes.ts";
import { adapters } from "./adapters.ts";
import type { DbtScope } from "./scope.ts";
import type { ColumnTests } from "./tests/genericTests.ts";

interface DescribedColumns {
  readonly columns: YamlData[];
  /** Whether dbt can hold the model to them. */
  readonly isContract: boolean;
}

/** In: dbt's own tests by column. */
export function columnsOfEvent(
  scope: DbtScope,
  event: ProjectEvent,
  model: Model,
  tests: ColumnTests,
): DescribedColumns {
  const dialect = dialectOf(scope.dialect);
  const described = new Map(eventColumns(event).map((column) => [column.name, column.description]));
  const types = engineTypes(dialect, model.relation);
  const columns = model.columns.map((name) => ({ name, type: types.get(name) }));
  const { contracts } = adapters[scope.dialect];
  const isPlain = columns.every(({ name }) => identifier(dialect, name) === name);
  return {
    isContract:
      contracts !== undefined &&
      (contracts === "any" || isPlain) &&
      // What is switched off has no rows, and nothing that its columns are made of.
      model.relation.scans.length > 0 &&
      columns.every(({ type }) => type !== undefined),
    columns: columns.map(({ name, type }) => {
      const all = tests.get(name) ?? [];
      return {
        ...spelt(dialect, name),
        description: described.get(name),
        data_type: type,
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

/** A name that dbt puts between quotes, as the engine has it between them. */
function spelt(dialect: Dialect, name: string): { readonly name: string; readonly quote?: true } {
  if (identifier(dialect, name) === name) return { name };
  const isPlain = dialect.plainName.test(name);
  return { name: isPlain && dialect.upperCase ? name.toUpperCase() : name, quote: true };
}

function metaOf(property: EventProperty | undefined): { readonly config?: YamlData } {
  const privacy = property?.privacy?.value;
  const unit = property?.unit?.value;
  if (privacy === undefined && unit === undefined) return {};
  return { config: { meta: inline({ privacy, unit }) } };
}
