/** `_events.yml`: what dbt is told of models and their columns. Its keys: https://docs.getdbt.com/reference/model-properties */
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { Model } from "../../sql/models.ts";
import { columnsOfEvent, columnsOfStream } from "./columns.ts";
import { withoutJinjaInside } from "./jinja.ts";
import { type DbtScope, eventsOf } from "./scope.ts";
import type { ColumnTests } from "./tests/genericTests.ts";

export interface ModelsToDescribe {
  /** Each with the tests of its columns. */
  readonly events: ReadonlyMap<Model, ColumnTests>;
  readonly streams: readonly { readonly name: string; readonly model: Model }[];
  /** Of events. */
  readonly unitTests: readonly YamlData[];
}

/** The text, without its header. */
export function eventsFileText(scope: DbtScope, { events, streams, unitTests }: ModelsToDescribe): string {
  const groups = groupsOf(scope, [...events.keys()]);
  return writeYaml({
    ...(groups.length > 0 && { groups }),
    models: [
      ...[...events].map(([model, tests]) => eventModel(scope, model, tests)),
      ...streams.map(({ name, model }) => streamModel(scope, name, model)),
    ],
    ...(unitTests.length > 0 && { unit_tests: unitTests }),
  });
}

function eventModel(scope: DbtScope, model: Model, tests: ColumnTests): YamlData {
  const [event] = eventsOf(scope, model);
  if (!event) return { name: model.relation.name };
  const { name } = model.relation;
  const { definition, owner, tags } = event;
  const variant = definition.variants?.names.find((one) => one.event.value === name);
  const { columns, isContract } = columnsOfEvent(scope, event, model, tests);
  return withoutJinjaInside({
    name,
    description: (variant?.description ?? definition.description)?.value,
    config: {
      group: owner?.value,
      ...(tags.length > 0 && { tags: inline(tags.map(({ value }) => value)) }),
      ...(isContract && { contract: inline({ enforced: true }) }),
      meta: { eventspec: metaOf(event) },
    },
    columns,
  });
}

/** What only a spec knows of an event. */
function metaOf(event: ProjectEvent): YamlData {
  const { definition, file, version, tier, origin, goals, consumers } = event;
  const { deprecated } = definition;
  const texts = (items: readonly { readonly value: string }[]) =>
    items.length > 0 ? inline(items.map(({ value }) => value)) : undefined;
  return {
    file,
    version,
    tier,
    origin,
    goals: texts(goals),
    consumers: texts(consumers),
    ...(deprecated && {
      deprecated: {
        since: deprecated.since?.value,
        reason: deprecated.reason?.value,
        use: deprecated.use?.value,
        remove_after: deprecated.removeAfter?.value,
      },
    }),
  };
}

function streamModel({ project }: DbtScope, name: string, { relation, columns }: Model): YamlData {
  const events = relation.events.join(", ");
  return withoutJinjaInside({
    name,
    description: `Events in one table: ${events}.`,
    config: { meta: { eventspec: { file: project.file.file, layout: relation.layout } } },
    columns: columnsOfStream(columns),
  });
}

/** Groups of the teams that own events, where dbt has none of that name already. */
function groupsOf(scope: DbtScope, models: readonly Model[]): YamlData[] {
  const { project, ownFolder } = scope;
  const theirs = new Set(
    project.dbt?.manifest?.groups
      .filter(({ file = "" }) => !file.startsWith(ownFolder))
      .map(({ name }) => name),
  );
  const owners = new Set(models.flatMap((model) => eventsOf(scope, model)[0]?.owner?.value ?? []));
  return [...owners]
    .filter((name) => !theirs.has(name))
    .sort()
    .map((name) => {
      const team = project.file.teams.find((one) => one.name.value === name);
      return withoutJinjaInside({ name, owner: inline({ name, email: team?.email?.value }) });
    });
}
