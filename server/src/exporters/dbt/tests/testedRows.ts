/** The rows that tests look at: as they lie in the models of their event, or as its sources give them now. */
import { givenTogether } from "../../../project/givenTogether.ts";
import { openName } from "../../../project/openNames.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { type CheckedRows, forAnotherStatement, plannedRows } from "../../../proof/rows/eventRelation.ts";
import { dialectOf } from "../../../sql/dialects/index.ts";
import { type Model, rowsOfDocument, withClock } from "../../../sql/models.ts";
import type { RelationPlan } from "../../../sql/plan/plan.ts";
import { resultNames } from "../../../sql/render/layouts.ts";
import { identifier, select } from "../../../sql/render/sqlText.ts";
import type { DbtScope } from "../scope.ts";

/** Each for a statement of its own, and `undefined` where the event has no rows. */
export interface TestedRows {
  /** As models have them: all that is told of a row stands in its columns. */
  readonly built: () => CheckedRows | undefined;
  /** Made of the sources: also those that are no events, and by the event's own document alone. */
  readonly made: () => CheckedRows | undefined;
}

/** In: the models of the event, by its names. */
export function testedRows(
  scope: DbtScope,
  event: ProjectEvent,
  models: ReadonlyMap<string, Model>,
): TestedRows {
  const { project } = scope;
  const own = event.names.map((name) => models.get(name));
  const isOnly = givenTogether(project, event).filter(({ enabled }) => enabled).length === 1;
  const plan = remembered((): RelationPlan | undefined => {
    const [only] = own;
    return isOnly && own.length === 1 && !event.definition.variants
      ? only?.relation
      : rowsOfDocument(project, event, scope.models);
  });
  const made = remembered(() => {
    const planned = plan();
    const dialect = withClock(dialectOf(scope.dialect), scope.models.now);
    return planned && plannedRows(dialect, { event, plan: planned });
  });
  // Other documents' rows lie in the same models, and rows with new names in none.
  const isBuilt = isOnly && !openName(event.definition) && own.every((model) => model !== undefined);
  const built = isBuilt ? remembered(() => inModels(scope, made(), event)) : made;
  const alone = (rows: CheckedRows | undefined) => rows && forAnotherStatement(rows);
  return { made: () => alone(made()), built: () => alone(built()) };
}

/** The rows of one name of an event, out of all documents that give it. */
export function rowsOfModel(scope: DbtScope, event: ProjectEvent, model: Model): CheckedRows | undefined {
  const dialect = withClock(dialectOf(scope.dialect), scope.models.now);
  const rows = plannedRows(dialect, { event, plan: model.relation });
  return rows && { ...rows, tables: [], events: scope.models.event(model.relation.name) };
}

function inModels(
  { models }: DbtScope,
  rows: CheckedRows | undefined,
  { names }: ProjectEvent,
): CheckedRows | undefined {
  if (!rows) return undefined;
  const { withFuture: _, ...rest } = rows;
  const [only = "", ...more] = names.map((name) => models.event(name));
  if (more.length === 0) return { ...rest, tables: [], events: only };
  const columns = resultNames(rows.plan).map((name) => identifier(rows.dialect, name));
  const query = [only, ...more].map((from) => select({ columns, from })).join("\nunion all\n");
  return { ...rest, tables: [{ name: rows.events, query }] };
}

function remembered<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
