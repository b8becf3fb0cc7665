import type { Project } from "../project/types.ts";
import type { ValueType } from "../spec/types.ts";
import { valueTypeFor } from "./logicalType.ts";
import type { RelationPlan } from "./plan/plan.ts";
import { planProject } from "./plan/planProject.ts";
import { formatPlan } from "./render/formatUserSql.ts";
import { renderPlan } from "./render/renderPlan.ts";
import { hasTypedColumns, resultNames } from "./render/renderResult.ts";
import { revenueType } from "./render/values.ts";
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

const types: Readonly<Record<string, ValueType>> = {
  event_version: { kind: "integer" },
  occurred_at: { kind: "timestamp" },
  ts: { kind: "timestamp" },
  loaded_at: { kind: "timestamp" },
  next_at: { kind: "timestamp" },
  activity_repeated_at: { kind: "timestamp" },
  occurrence: { kind: "integer" },
  activity_occurrence: { kind: "integer" },
  revenue: revenueType,
  revenue_impact: revenueType,
  properties: { kind: "json" },
  feature_json: { kind: "json" },
};

function relationColumns(relation: RelationPlan): RelationColumn[] {
  const typed = new Map(
    (hasTypedColumns(relation) ? relation.properties : []).map(({ name, type, declared }) => [
      name,
      declared ?? valueTypeFor(type),
    ]),
  );
  return resultNames(relation).map((name) => {
    const type = typed.has(name) ? typed.get(name) : (types[name] ?? { kind: "string" });
    return { name, ...(type && { type }) };
  });
}
