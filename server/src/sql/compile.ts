import { columnTypes } from "../project/eventColumns.ts";
import type { Project } from "../project/types.ts";
import { valueTypeFor } from "./logicalType.ts";
import type { RelationPlan } from "./plan/plan.ts";
import { planProject } from "./plan/planProject.ts";
import { formatPlan } from "./render/formatUserSql.ts";
import { hasTypedColumns, resultNames } from "./render/layouts.ts";
import { renderPlan } from "./render/renderPlan.ts";
import type { Compiled, CompileOptions, RelationColumn } from "./types.ts";

/**
 * The SQL of events. In: a project, and which of its events in which layout and dialect. Out: one query per relation, formatted, the
 * same text for the same input; and findings about events that have none. Throws RangeError for a window or `now` that is no moment.
 */
export function compile(project: Project, options: CompileOptions): Compiled {
  const { plan, findings } = planProject(project, options);
  const relations = renderPlan(formatPlan(plan, options.dialect), options.dialect).map(
    ({ relation, sql }) => ({
      name: relation.name,
      layout: relation.layout,
      events: relation.events,
      columns: relationColumns(relation),
      sql,
    }),
  );
  return { relations, findings };
}

/** The columns of a relation, with their types as far as anybody knows them. */
export function relationColumns(relation: RelationPlan): RelationColumn[] {
  const typed = new Map(
    (hasTypedColumns(relation) ? relation.properties : []).map(({ name, type, declared }) => [
      name,
      declared ?? valueTypeFor(type),
    ]),
  );
  return resultNames(relation).map((name) => {
    const type = typed.has(name) ? typed.get(name) : (columnTypes[name] ?? { kind: "string" });
    return { name, ...(type && { type }) };
  });
}
