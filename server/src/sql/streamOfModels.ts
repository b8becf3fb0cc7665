/** A stream's rows out of the relations of its events, which have typed columns, in the stream's own layout. */
import { currencyColumn, entityColumn, standardTypes } from "../project/eventColumns.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { RelationPlan } from "./plan/plan.ts";
import { activityOfSomebody } from "./render/activity.ts";
import { hasTypedColumns, type ResultParts } from "./render/layouts.ts";
import { nullColumn, objectOf, resultColumns } from "./render/result.ts";
import { identifier, select } from "./render/sqlText.ts";
import { nullOf } from "./render/values.ts";

interface EventRelations {
  /** Of the layout `per_event`. */
  readonly models: readonly RelationPlan[];
  /** What SQL calls the table of an event. */
  table(event: string): string;
}

/** In: a stream without numbers and identities. Out: one select for each of its events, put together. */
export function streamOfModels(
  dialect: Dialect,
  stream: RelationPlan,
  { models, table }: EventRelations,
): string {
  const selects = stream.events.flatMap((event) => {
    const model = models.find(({ name }) => name === event);
    if (!model) return [];
    const parts = partsOf(dialect, stream, model);
    return select({
      columns: resultColumns({ dialect, relation: stream }, parts),
      from: table(event),
      where: activityOfSomebody(stream, known(dialect, stream, model)),
    });
  });
  return selects.join("\nunion all\n");
}

/** By the stream's entities: the column of the event's relation. */
function known(dialect: Dialect, stream: RelationPlan, model: RelationPlan): (string | undefined)[] {
  return stream.entities.map((name) =>
    model.entities.includes(name) ? identifier(dialect, entityColumn(name)) : undefined,
  );
}

function partsOf(dialect: Dialect, stream: RelationPlan, model: RelationPlan): ResultParts {
  const text = nullOf(dialect, standardTypes.link);
  return {
    id: "event_id",
    event: "event",
    version: "event_version",
    occurredAt: "occurred_at",
    entities: known(dialect, stream, model).map((column) => column ?? text),
    nobody: text,
    resolved: undefined,
    properties: hasTypedColumns(stream)
      ? stream.properties.map((column) =>
          model.properties.some(({ name }) => name === column.name)
            ? identifier(dialect, column.name)
            : nullColumn(dialect, column),
        )
      : objectOf(
          dialect,
          model.properties.map(({ name, type }) => ({ name, sql: identifier(dialect, name), type })),
        ),
    revenue: "revenue",
    currency: stream.currency && (model.currency ? currencyColumn : text),
    link: "link",
    source: "source",
    sourceKey: "source_key",
    loadedAt: "loaded_at",
    numbers: {},
  };
}
