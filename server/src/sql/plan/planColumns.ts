/** Columns of a relation: entities in the project's order, properties with the type that they have everywhere. */
import type { Finding } from "../../document/types.ts";
import {
  currencyColumn,
  entityColumn,
  firstAtColumn,
  resolvedColumn,
  standardColumnNames,
} from "../../project/eventColumns.ts";
import type { ResolvedEntity } from "../../project/identity.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import type { LayoutName, Stream } from "../../spec/projectTypes.ts";
import { declaredType, type LogicalType } from "../logicalType.ts";
import { asksForFirst } from "./numberedBy.ts";
import type { EventPlan, PropertyColumn, ValuePlan } from "./plan.ts";

interface Planned {
  readonly event: ProjectEvent;
  readonly plan: EventPlan;
}

/** What decides which columns a relation has, beside its events. */
interface ColumnsWanted {
  readonly layout: LayoutName;
  readonly identity?: ResolvedEntity | undefined;
  /** It may ask for one with the time of the first event. */
  readonly stream?: Stream | undefined;
}

/** In: the relation's events, switched off ones too: their columns stay. */
export function planColumns(
  project: Project,
  planned: readonly Planned[],
  { layout, identity, stream }: ColumnsWanted,
) {
  const own = planned.flatMap(({ plan }) => plan.entities.map(({ name }) => name));
  const carried = new Set([...own, ...(identity ? [identity.entity] : [])]);
  const declared = project.file.entities.map(({ name }) => name.value);
  const entities = [...new Set([...declared, ...carried])].filter((name) => carried.has(name));
  if (!hasPropertyColumns(layout)) return { entities, properties: [], findings: [] };
  const more = columnsAskedFor({ identity, stream, currency: hasCurrency(planned) });
  const taken = new Set(
    [...standardColumnNames, ...more, ...entities.map(entityColumn)].map((name) => name.toLowerCase()),
  );
  const columns = new Map<string, PlacedColumn>();
  const findings: Finding[] = [];
  for (const { event, plan } of planned) {
    for (const value of plan.properties) {
      if (taken.has(value.name.toLowerCase()))
        findings.push(reservedName(event, value.name, propertyPlace(event, value.name)));
      else addColumn(columns, event, value, findings);
    }
  }
  return { entities, properties: [...columns.values()].map(({ column }) => column), findings };
}

/** Whether each property is a column. */
export function hasPropertyColumns(layout: LayoutName): boolean {
  return layout === "wide" || layout === "per_event";
}

/** Columns that a relation has where an identity, its stream or the currency of an event asks for them: no property can have their names. */
export function columnsAskedFor({
  identity,
  stream,
  currency,
}: Omit<ColumnsWanted, "layout"> & { readonly currency: boolean }): string[] {
  return [
    ...(identity ? [resolvedColumn] : []),
    ...(currency ? [currencyColumn] : []),
    ...(stream && asksForFirst(stream) ? [firstAtColumn] : []),
  ];
}

/** Whether any event of a relation says in which currency its revenue is. */
export function hasCurrency(planned: readonly Pick<Planned, "plan">[]): boolean {
  return planned.some(({ plan }) => plan.currency !== undefined);
}

/**
 * Columns whose names differ in case alone, where a query around the events asks for them by name: most engines give the first one for
 * both. In: the relation's events and columns. Out: a finding for each but the first.
 */
export function twinFindings(planned: readonly Planned[], properties: readonly PropertyColumn[]): Finding[] {
  return properties.flatMap(({ name }, at): Finding[] => {
    const twin = properties.slice(0, at).find((other) => other.name.toLowerCase() === name.toLowerCase());
    const event = planned.find(({ plan }) => plan.properties.some((one) => one.name === name))?.event;
    if (!twin || !event) return [];
    const { file, property } = propertyPlace(event, name);
    return [
      {
        file,
        rule: "names-differ-in-case",
        severity: "error",
        message: `Property "${name}" differs from "${twin.name}" only in upper and lower case, and numbers across events can't be made of both.`,
        hint: "Rename one.",
        span: property?.name.span ?? event.definition.name.span,
        event: event.name,
      },
    ];
  });
}

/** Where an event gets a property from. */
interface PropertyPlace {
  readonly file: string;
  readonly property: EventProperty | undefined;
}

/** A column, and the property that it was first made of. */
interface PlacedColumn {
  readonly column: PropertyColumn;
  readonly place: PropertyPlace;
}

function propertyPlace(event: ProjectEvent, name: string): PropertyPlace {
  const property = event.properties.find((one) => one.name.value === name);
  return { file: property?.file ?? event.file, property };
}

function addColumn(
  columns: Map<string, PlacedColumn>,
  event: ProjectEvent,
  value: ValuePlan,
  findings: Finding[],
): void {
  const type = propertyColumnType(value);
  const known = columns.get(value.name);
  const column: PropertyColumn = {
    name: value.name,
    ...(type && { type }),
    ...(value.declared && { declared: value.declared }),
  };
  const own: PlacedColumn = { column, place: propertyPlace(event, value.name) };
  if (!known) columns.set(value.name, own);
  else if (type && known.column.type && !shareColumn(type, known.column.type))
    findings.push(conflict(event, own, known));
  else if (!known.column.type) columns.set(value.name, own);
}

/** The type of a property's column, as far as this event tells it. */
export function propertyColumnType({
  value,
  declared,
}: Pick<ValuePlan, "value" | "declared">): LogicalType | undefined {
  const known = declaredType(declared);
  if (known) return known;
  if (!("constant" in value)) return value.type;
  if (typeof value.constant === "string") return { kind: "string" };
  if (typeof value.constant === "boolean") return { kind: "boolean" };
  if (value.constant === null) return undefined;
  return { kind: Number.isInteger(value.constant) ? "integer" : "decimal" };
}

/** Whether every engine brings values of both types together in one column. */
export function shareColumn(one: LogicalType, other: LogicalType): boolean {
  if (one.of && other.of) return shareColumn(one.of, other.of);
  return family(one) === family(other);
}

function family({ kind }: LogicalType): string {
  return kind === "integer" || kind === "decimal" || kind === "float" ? "number" : kind;
}

function conflict(event: ProjectEvent, own: PlacedColumn, other: PlacedColumn): Finding {
  const { name, type } = own.column;
  const { file, property } = other.place;
  const otherKind = other.column.type?.kind;
  return {
    file: own.place.file,
    rule: "stream-type-conflict",
    severity: "error",
    message: `Property "${name}" is ${type?.kind} here and ${otherKind} in ${file}; a wide relation has one column for both.`,
    hint: "Give both the same type, or rename one.",
    span: own.place.property?.span ?? event.definition.name.span,
    event: event.name,
    ...(property && {
      related: [{ file, span: property.span, message: `"${name}" is ${otherKind} here.` }],
    }),
  };
}

function reservedName(event: ProjectEvent, name: string, place: PropertyPlace): Finding {
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
