/**
 * An event whose rows depend on each other: `changes`, `variants`, `once_per` and numbering, one query around the other in the order
 * of evaluation. Ids and JSON come last, when the rows that are no events are gone.
 */

import { standardTypes } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, Numbering, RelationPlan, TypedSql } from "../plan/plan.ts";
import { activityConditions, firstKnown, holdersOf } from "./activity.ts";
import { escapeName, escapeText, idText, joinParts, keyPart } from "./canonical.ts";
import { changeCondition, previousColumns, variantName } from "./changesAndVariants.ts";
import { picking } from "./generatedNames.ts";
import type { RelationRenderer, Renderer } from "./renderer.ts";
import { renderFrom } from "./renderFrom.ts";
import {
  hasTypedColumns,
  nullColumn,
  propertiesObject,
  type ResultParts,
  resultColumns,
} from "./renderResult.ts";
import { momentConditions, scanConditions, scanWindow } from "./renderWindow.ts";
import { eventRow, keysAsWritten } from "./rows.ts";
import { bracketed, derived, embed, identifier, literal, named, select } from "./sqlText.ts";
import { nullOf, typedValue } from "./values.ts";

/** Columns of the inner queries that stand for a list of expressions. */
const numberedNames = (prefix: string, list: readonly unknown[]) =>
  list.map((_, at) => `${prefix}_${at + 1}`);

/** Columns of the inner queries that hold the event's entities and properties. */
function valueColumns({ dialect, relation }: RelationRenderer, event: EventPlan) {
  const pick = picking([]);
  const columnFor = (prefix: string, name: string, at: number) => {
    const column = `${prefix}_${name}`.toLowerCase();
    return identifier(dialect, pick(/^\w{1,60}$/.test(column) ? column : `${prefix}_${at + 1}`));
  };
  return {
    entities: relation.entities.map((name, at) => columnFor("entity", name, at)),
    properties: event.properties.map(({ name }, at) => columnFor("property", name, at)),
  };
}

/** A query so far: what to read and which rows of it go on. */
interface QuerySoFar {
  readonly query: string;
  readonly where: readonly string[];
}

/** A query with the relation's columns. In: a scan of one event. */
export function renderStaged(renderer: Renderer, event: EventPlan): string {
  const { dialect, relation } = renderer;
  let rows: QuerySoFar = { query: innerRows(renderer, event), where: momentConditions(renderer, [event]) };
  if (event.changes) rows = afterChanges(dialect, event, event.changes, rows);
  if (event.variants) rows = afterVariants(dialect, event, event.variants, rows);
  if (event.oncePer) rows = afterOncePer(dialect, event, event.oncePer, rows);
  if (relation.numbering) rows = afterNumbering(renderer, event, relation.numbering, rows);
  const parts = stagedParts(renderer, event);
  return select({
    columns: resultColumns(renderer, parts),
    from: derived(rows.query, "found"),
    where: [
      ...rows.where,
      ...activityConditions(relation, parts.entities, nullOf(dialect, { kind: "string" })),
      ...(relation.numbering ? [] : scanWindow(renderer)),
    ],
  });
}

function innerRows(renderer: Renderer, event: EventPlan): string {
  const { dialect, relation, scan } = renderer;
  const dependsOnOthers = event.changes ?? event.oncePer ?? relation.numbering;
  const bounds = dependsOnOthers ? [] : scanConditions(renderer).conditions;
  return select({
    columns: innerColumns(renderer, event),
    from: renderFrom(renderer),
    where: [...[...scan.where, ...event.where].map((sql) => bracketed(dialect, sql)), ...bounds],
    settings: dialect.settings,
  });
}

function innerColumns(renderer: Renderer, event: EventPlan): string[] {
  const { dialect } = renderer;
  const row = eventRow(renderer, event);
  const names = valueColumns(renderer, event);
  const add = (sql: string | undefined, name: string | undefined) =>
    sql === undefined || name === undefined ? [] : [named(sql, name)];
  const addAll = (prefix: string, list: readonly TypedSql[] = []) =>
    list.map((one, at) => named(embed(dialect, one), `${prefix}_${at + 1}`));
  return [
    ...add(row.occurredAt, "occurred_at"),
    ...row.entities.flatMap((sql, at) => add(sql, names.entities[at])),
    ...event.properties.flatMap((plan, at) => add(typedValue(dialect, plan).sql, names.properties[at])),
    ...add(row.revenue, "revenue"),
    ...add(row.link, "link"),
    ...add(row.sourceKey, "source_key"),
    ...add(row.loadedAt, "loaded_at"),
    ...addAll("key", event.key),
    ...addAll("order", event.orderBy),
    ...add(event.changes && embed(dialect, event.changes.value), "change_value"),
    ...addAll("per", event.changes?.per),
    ...add(event.variants && embed(dialect, event.variants.by), "variant"),
    ...addAll("once", event.oncePer?.key),
  ];
}

/** Moment, then what orders rows of one moment, then the key; the same order on every engine. */
function ordering(dialect: Dialect, event: EventPlan, direction: "asc" | "desc" = "asc"): string {
  const suffix = direction === "asc" ? " nulls last" : " desc nulls first";
  const ties = [
    ...numberedNames("order", event.orderBy).map((name, at) => ({ name, type: event.orderBy[at]?.type })),
    ...numberedNames("key", event.key).map((name, at) => ({ name, type: event.key[at]?.type })),
  ].map(({ name, type }) => `${type?.kind === "string" ? dialect.byBytes(name) : name}${suffix}`);
  return [`occurred_at${direction === "asc" ? "" : " desc"}`, ...ties].join(", ");
}

function afterChanges(
  dialect: Dialect,
  event: EventPlan,
  changes: NonNullable<EventPlan["changes"]>,
  { query, where }: QuerySoFar,
): QuerySoFar {
  const per = numberedNames("per", changes.per);
  const partition = per.length > 0 ? `partition by ${per.join(", ")} ` : "";
  const over = `over (${partition}order by ${ordering(dialect, event)})`;
  return {
    query: select({
      columns: ["*", ...previousColumns(dialect, changes, over)],
      from: derived(query, "found"),
      where,
    }),
    where: changeCondition(dialect, changes),
  };
}

function afterVariants(
  dialect: Dialect,
  event: EventPlan,
  variants: NonNullable<EventPlan["variants"]>,
  { query, where }: QuerySoFar,
): QuerySoFar {
  const name = named(variantName(dialect, event, variants), "event");
  const wanted = event.only?.map((one) => literal(dialect, one)).join(", ");
  return {
    query: select({ columns: ["*", name], from: derived(query, "found"), where }),
    where: [wanted === undefined ? "event is not null" : `event in (${wanted})`],
  };
}

function afterOncePer(
  dialect: Dialect,
  event: EventPlan,
  { key, keep }: NonNullable<EventPlan["oncePer"]>,
  { query, where }: QuerySoFar,
): QuerySoFar {
  const names = numberedNames("once", key);
  const per = [...(event.variants ? ["event"] : []), ...names].join(", ");
  const order = ordering(dialect, event, keep === "last" ? "desc" : "asc");
  const known = names.map((name) => `${name} is not null`).join(" or ");
  return {
    query: select({
      columns: ["*", `row_number() over (partition by ${per} order by ${order}) as place`],
      from: derived(query, "found"),
      where: [...where, names.length > 1 ? `(${known})` : known],
    }),
    where: ["place = 1"],
  };
}

/** Numbers of an event among its own kind; those across events are made where events come together. */
function afterNumbering(
  renderer: Renderer,
  event: EventPlan,
  { by }: Numbering,
  { query, where }: QuerySoFar,
): QuerySoFar {
  const { dialect, relation } = renderer;
  const names = valueColumns(renderer, event).entities;
  const column = firstKnown(
    carriedHolders(relation, event).flatMap((name) => names[relation.entities.indexOf(name)] ?? []),
  );
  if (column === undefined && by === "entity_and_event") return { query, where };
  const per = [...(column === undefined ? [] : [column]), ...(event.variants ? ["event"] : [])];
  const partition = per.length > 0 ? `partition by ${per.join(", ")} ` : "";
  const over = `over (${partition}order by ${ordering(dialect, event)})`;
  const known = (sql: string) => `case when ${column} is not null then ${sql} end`;
  const columns =
    by === "entity"
      ? [`row_number() ${over} as occurrence`]
      : [
          `${known(`row_number() ${over}`)} as occurrence`,
          `${known(`lead(occurred_at) ${over}`)} as next_at`,
        ];
  return {
    query: select({ columns: ["*", ...columns], from: derived(query, "found"), where }),
    where: [],
  };
}

function stagedParts(renderer: Renderer, event: EventPlan): ResultParts {
  const { dialect, relation, scan } = renderer;
  const text = nullOf(dialect, { kind: "string" });
  const name = event.variants ? "event" : literal(dialect, event.name);
  const names = valueColumns(renderer, event);
  const values = event.properties.map((plan, at) => ({
    sql: names.properties[at] ?? "null",
    type: typedValue(dialect, plan).type,
  }));
  const typed = () =>
    relation.properties.map((column) => {
      const at = event.properties.findIndex((property) => property.name === column.name);
      return names.properties[at] ?? nullColumn(dialect, column);
    });
  return {
    id: dialect.md5(`${idPrefix(dialect, event)} || ${idKey(dialect, event)}`),
    event: name,
    version: String(event.version),
    occurredAt: "occurred_at",
    entities: relation.entities.map((entity, at) =>
      event.entities.some((one) => one.name === entity) ? (names.entities[at] ?? text) : text,
    ),
    properties: hasTypedColumns(relation) ? typed() : propertiesObject(dialect, event, values),
    revenue: event.revenue ? "revenue" : nullOf(dialect, standardTypes.revenue),
    link: event.link ? "link" : text,
    source: literal(dialect, scan.source),
    sourceKey: event.key.length > 0 ? "source_key" : text,
    loadedAt: scan.loadedAt ? "loaded_at" : `cast(null as ${dialect.types.instant})`,
    numbers: relation.numbering && numberColumns(renderer, event, relation.numbering),
  };
}

/** Of the entities that hold numbers, those that the event has. */
function carriedHolders(relation: RelationPlan, event: EventPlan): string[] {
  return holdersOf(relation).filter((holder) => event.entities.some(({ name }) => name === holder));
}

function numberColumns({ dialect, relation }: RelationRenderer, event: EventPlan, { by }: Numbering) {
  const carries = carriedHolders(relation, event).length > 0;
  const nextAt = `cast(null as ${dialect.types.instant})`;
  if (by === "entity") return { occurrence: "occurrence", nextAt };
  const occurrence = `cast(null as ${dialect.types.integer})`;
  return carries ? { occurrence: "occurrence", nextAt: "next_at" } : { occurrence, nextAt };
}

function idPrefix(dialect: Dialect, event: EventPlan): string {
  if (!event.variants) return literal(dialect, `${escapeName(event.name)}|`);
  const plain = event.variants.names.every((one) => escapeName(one.event) === one.event);
  return `${plain ? "event" : escapeText("event")} || '|'`;
}

/** `once_per` identifies an event in the key's stead. */
function idKey(dialect: Dialect, event: EventPlan): string {
  if (!event.oncePer) return keysAsWritten([event]) ?? "source_key";
  const parts = event.oncePer.key.map(({ type }, at) =>
    keyPart(idText(dialect, `once_${at + 1}`, type), type),
  );
  return joinParts(parts);
}
