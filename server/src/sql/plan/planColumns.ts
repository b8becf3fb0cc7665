/** Columns of a relation: entities in the project's order, properties with the type that they have everywhere. */
import type { Finding } from "../../document/types.ts";
import { entityColumn, standardColumnNames } from "../../project/eventColumns.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import type { LayoutName } from "../../spec/projectTypes.ts";
import { declaredType, type LogicalType } from "../logicalType.ts";
import type { EventPlan, PropertyColumn, ValuePlan } from "./plan.ts";

interface Planned {
  readonly event: ProjectEvent;
  readonly plan: EventPlan;
}

/** In: the relation's events, switched off ones too: their columns stay. */
export function planColumns(project: Project, planned: readonly Planned[], layout: LayoutName) {
  const carried = new Set(planned.flatMap(({ plan }) => plan.entities.map(({ name }) => name)));
  const declared = project.file.entities.map(({ name }) => name.value);
  const entities = [...new Set([...declared, ...carried])].filter((name) => carried.has(name));
  if (layout !== "wide" && layout !== "per_event") return { entities, properties: [], findings: [] };
  const taken = new Set([...standardColumnNames, ...entities.map(entityColumn)]);
  const columns = new Map<string, { column: PropertyColumn; place: Place }>();
  const findings: Finding[] = [];
  for (const { event, plan } of planned) {
    for (const value of plan.properties) {
      const place = placeOf(event, value.name);
      if (taken.has(value.name)) findings.push(reservedName(event, value.name, place));
      else addColumn(columns, event, value, place, findings);
    }
  }
  return { entities, properties: [...columns.values()].map(({ column }) => column), findings };
}

interface Place {
  readonly file: string;
  readonly property: EventProperty | undefined;
}

function placeOf(event: ProjectEvent, name: string): Place {
  const property = event.properties.find((one) => one.name.value === name);
  return { file: property?.file ?? event.file, property };
}

function addColumn(
  columns: Map<string, { column: PropertyColumn; place: Place }>,
  event: ProjectEvent,
  value: ValuePlan,
  place: Place,
  findings: Finding[],
): void {
  const type = typeOf(value);
  const known = columns.get(value.name);
  const own: PropertyColumn = {
    name: value.name,
    ...(type && { type }),
    ...(value.declared && { declared: value.declared }),
  };
  if (!known) {
    columns.set(value.name, { column: own, place });
    return;
  }
  if (type && known.column.type && family(type) !== family(known.column.type)) {
    findings.push(conflict(event, value.name, place, type, known.place, known.column.type));
    return;
  }
  if (!known.column.type) columns.set(value.name, { column: own, place });
}

function typeOf({ value, declared }: ValuePlan): LogicalType | undefined {
  const known = declaredType(declared);
  if (known) return known;
  if (!("constant" in value)) return value.type;
  if (typeof value.constant === "string") return { kind: "string" };
  if (typeof value.constant === "boolean") return { kind: "boolean" };
  if (value.constant === null) return undefined;
  return { kind: Number.isInteger(value.constant) ? "integer" : "decimal" };
}

/** Types that every engine brings together in one column. */
function family({ kind }: LogicalType): string {
  return kind === "integer" || kind === "decimal" || kind === "float" ? "number" : kind;
}

function conflict(
  event: ProjectEvent,
  name: string,
  place: Place,
  type: LogicalType,
  other: Place,
  otherType: LogicalType,
): Finding {
  const span = place.property?.span ?? event.definition.name.span;
  return {
    file: place.file,
    rule: "conflicting-property-type",
    severity: "error",
    message: `Property "${name}" is ${type.kind} here and ${otherType.kind} in ${other.file}; a wide relation has one column for both.`,
    hint: "Give both the same type, or rename one.",
    span,
    event: event.name,
    ...(other.property && {
      related: [
        { file: other.file, span: other.property.span, message: `"${name}" is ${otherType.kind} here.` },
      ],
    }),
  };
}

function reservedName(event: ProjectEvent, name: string, place: Place): Finding {
  return {
    file: place.file,
    rule: "reserved-property-name",
    severity: "error",
    message: `Property "${name}" has the name of a column that every event has, so it gets no column.`,
    hint: "Rename it.",
    span: place.property?.name.span ?? event.definition.name.span,
    event: event.name,
  };
}
