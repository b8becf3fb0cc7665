/** Each event's own relation, layout `per_event`, as contracts, schemas and catalogs of other tools describe it. */
import type { Finding } from "../document/types.ts";
import { eventColumns } from "../project/eventColumns.ts";
import { givenTogether } from "../project/givenTogether.ts";
import type { EventProperty, Project, ProjectEvent } from "../project/types.ts";
import { type Check, checksOf } from "../proof/checks.ts";
import type { Loss } from "../spec/trackingPlan.ts";
import type { ValueType } from "../spec/types.ts";
import { relationColumns } from "../sql/compile.ts";
import { dialectOf } from "../sql/dialects/index.ts";
import type { Reading } from "../sql/examples/decidingColumns.ts";
import { planProject } from "../sql/plan/planProject.ts";
import type { CompileOptions } from "../sql/types.ts";
import { engineTypes } from "./engineTypes.ts";

export interface EventTable {
  readonly name: string;
  /** Its declaration. */
  readonly event: ProjectEvent;
  readonly description?: string;
  readonly columns: readonly EventTableColumn[];
  /** What holds of it, columns' own checks left out. */
  readonly checks: readonly Check[];
}

export interface EventTableColumn {
  readonly name: string;
  readonly type?: ValueType;
  /** As the engine spells it. */
  readonly spelling?: string;
  readonly description?: string;
  /** Absent for what every event has, and for ids of entities. */
  readonly property?: EventProperty;
  /** Whether every row has a value. */
  readonly required: boolean;
  readonly unique: boolean;
}

export interface EventTables {
  readonly tables: readonly EventTable[];
  readonly findings: readonly Finding[];
}

/** What a format is made of. */
export interface TablesExport {
  /** Texts by the names of their files, without ending. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many events they speak of. */
  readonly events: number;
  readonly losses: readonly Loss[];
  readonly findings: readonly Finding[];
}

export interface TablesOptions extends Pick<CompileOptions, "types" | "events"> {
  readonly reading: Reading;
  /** Where the events' relations are: a schema, or a database and a schema. */
  readonly schema?: string;
}

/** A relation's name with what stands before it. */
export function wholeName(name: string, { schema }: Pick<TablesOptions, "schema">): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** In: a project, and which of its events; all where none is named. Out: a table for each name that events can bear, in the order of the project. */
export function eventTables(
  project: Project,
  options: Pick<CompileOptions, "dialect" | "types" | "events">,
): EventTables {
  const { plan, findings } = planProject(project, { ...options, layout: "per_event" });
  const dialect = dialectOf(options.dialect);
  const tables = plan.relations.flatMap((relation): EventTable[] => {
    const [bearer] = project.eventsByName.get(relation.name) ?? [];
    const [event] = bearer ? givenTogether(project, bearer) : [];
    if (!event) return [];
    const spelt = engineTypes(dialect, relation);
    const facts = factsOf(project, event);
    const variant = event.definition.variants?.names.find((one) => one.event.value === relation.name);
    const description = (variant?.description ?? event.definition.description)?.value;
    const columns = relationColumns(relation).map(({ name, type }): EventTableColumn => {
      const property = event.properties.find((one) => one.name.value === name);
      const spelling = spelt.get(name);
      const told = property?.description?.value ?? facts.descriptions.get(name);
      return {
        name,
        ...(type && { type }),
        ...(spelling !== undefined && { spelling }),
        ...(told !== undefined && { description: told }),
        ...(property && { property }),
        required: facts.required.has(name),
        unique: facts.unique.has(name),
      };
    });
    const own = { name: relation.name, event, columns, checks: facts.others };
    return [{ ...own, ...(description !== undefined && { description }) }];
  });
  return { tables, findings };
}

/** What holds of single columns, and all else. */
function factsOf(project: Project, event: ProjectEvent) {
  const required = new Set(["event_id", "event", "event_version", "occurred_at", "source"]);
  const unique = new Set(["event_id"]);
  const others: Check[] = [];
  for (const check of checksOf(project, event)) {
    const { subject } = check;
    if (subject.kind === "required") required.add(subject.property.name.value);
    else if (subject.kind === "not_null") for (const column of subject.columns) required.add(column);
    else if (subject.kind === "unique" && subject.columns.length === 1) unique.add(subject.columns[0] ?? "");
    else if (subject.kind !== "unique_id") others.push(check);
  }
  const descriptions = new Map(eventColumns(event).map(({ name, description }) => [name, description]));
  return { required, unique, others, descriptions };
}
