/** What each layout calls the columns of events, in order. */
import { currencyColumn, entityColumn, firstAtColumn } from "../../project/eventColumns.ts";
import type { RelationPlan } from "../plan/plan.ts";

/** Columns that a layout is put together from; each is SQL. */
export interface ResultParts {
  readonly id: string;
  readonly event: string;
  readonly version: string;
  readonly occurredAt: string;
  /** By the relation's entities. */
  readonly entities: readonly string[];
  /** An id that is not there. */
  readonly nobody: string;
  /** Of relations with an identity. */
  readonly resolved: string | undefined;
  /** One JSON object, or the typed columns by the relation's properties. */
  readonly properties: string | readonly string[];
  readonly revenue: string;
  /** Of relations with a column for it. */
  readonly currency: string | undefined;
  readonly link: string;
  readonly source: string;
  readonly sourceKey: string;
  readonly loadedAt: string;
  readonly numbers: NumberParts;
}

/** What a stream may tell of an event among the others of its entity. */
type NumberColumn = "occurrence" | "nextAt" | "firstAt";
export type NumberParts = Readonly<Partial<Record<NumberColumn, string>>>;

/** Those that a relation has. */
export function numberColumns({ numbering }: Pick<RelationPlan, "numbering">): NumberColumn[] {
  const { by, firstAt } = numbering ?? {};
  return [...(by ? (["occurrence", "nextAt"] as const) : []), ...(firstAt ? (["firstAt"] as const) : [])];
}

/** Their names with their SQL. */
export function namedNumbers(relation: RelationPlan, numbers: NumberParts): [string, string][] {
  const names = columnNames(relation, "");
  return numberColumns(relation).map((column) => [names[column], numbers[column] ?? "null"]);
}

/** Names of the result's columns, in order. */
export function resultNames(relation: RelationPlan): string[] {
  const blank: ResultParts = {
    ...{ id: "", event: "", version: "", occurredAt: "", revenue: "", link: "", source: "", sourceKey: "" },
    ...{ loadedAt: "", nobody: "" },
    entities: relation.entities.map(() => ""),
    resolved: relation.identity && "",
    currency: relation.currency && "",
    properties: hasTypedColumns(relation) ? relation.properties.map(() => "") : "",
    numbers: {},
  };
  return layoutColumns(relation, blank).map(([name]) => name);
}

/** Names of the result's columns with their SQL. */
export function layoutColumns(relation: RelationPlan, parts: ResultParts): [string, string][] {
  if (relation.layout === "activity_schema") return activityColumns(relation, parts);
  const { properties, numbers, resolved, currency } = parts;
  return [
    ["event_id", parts.id],
    ["event", parts.event],
    ["event_version", parts.version],
    ["occurred_at", parts.occurredAt],
    ...relation.entities.map((entity, at): [string, string] => [
      entityColumn(entity),
      parts.entities[at] ?? "null",
    ]),
    ...(resolved === undefined ? [] : ([["resolved", resolved]] satisfies [string, string][])),
    ...(typeof properties === "string"
      ? ([["properties", properties]] satisfies [string, string][])
      : relation.properties.map(({ name }, at): [string, string] => [name, properties[at] ?? "null"])),
    ["revenue", parts.revenue],
    ...(currency === undefined ? [] : ([[currencyColumn, currency]] satisfies [string, string][])),
    ["link", parts.link],
    ["source", parts.source],
    ["source_key", parts.sourceKey],
    ["loaded_at", parts.loadedAt],
    ...namedNumbers(relation, numbers),
  ];
}

/** Activity Schema 2.0, section "Activity Stream". */
function activityColumns(relation: RelationPlan, parts: ResultParts): [string, string][] {
  const entity = (name: string | undefined) =>
    parts.entities[relation.entities.indexOf(name ?? "")] ?? parts.nobody;
  const { numbers } = parts;
  return [
    ["activity_id", parts.id],
    ["ts", parts.occurredAt],
    ["customer", entity(relation.activity?.customer)],
    ["activity", parts.event],
    ["anonymous_customer_id", entity(relation.activity?.anonymous)],
    ["feature_json", typeof parts.properties === "string" ? parts.properties : "null"],
    ["revenue_impact", parts.revenue],
    ["link", parts.link],
    ...namedNumbers(relation, numbers),
  ];
}

/** What a layout calls the columns that numbering and windows need. */
export function columnNames({ layout, activity }: RelationPlan, entity: string) {
  if (layout !== "activity_schema") {
    const names = { id: "event_id", event: "event", occurredAt: "occurred_at", entity: entityColumn(entity) };
    return { ...names, occurrence: "occurrence", nextAt: "next_at", firstAt: firstAtColumn };
  }
  const customer = entity === activity?.anonymous ? "anonymous_customer_id" : "customer";
  const names = { id: "activity_id", event: "activity", occurredAt: "ts", entity: customer };
  return {
    ...names,
    occurrence: "activity_occurrence",
    nextAt: "activity_repeated_at",
    firstAt: firstAtColumn,
  };
}

export function hasTypedColumns({ layout }: RelationPlan): boolean {
  return layout === "wide" || layout === "per_event";
}
