/** The columns of events out of a row: ids, texts and JSON, which are made last, when the rows that are no events are gone. */
import { currencyColumn, entityColumn, standardTypes } from "../../project/eventColumns.ts";
import type { Dialect, JsonEntry } from "../dialects/dialect.ts";
import { indent, lineWidth, list } from "../layout.ts";
import type { LogicalType } from "../logicalType.ts";
import type { EventPlan, PropertyColumn, RelationPlan, Scan } from "../plan/plan.ts";
import { plannedNames } from "../plan/plannedNames.ts";
import { canonicalText, escapeName, escapeText, idText, joinedKey, keyText } from "./canonical.ts";
import { castAs } from "./cast.ts";
import { hasTypedColumns, layoutColumns, type NumberParts, type ResultParts } from "./layouts.ts";
import type { RelationRenderer } from "./renderer.ts";
import type { Row, RowProperty } from "./row.ts";
import { caseOf, identifier, laidOut, literal, named } from "./sqlText.ts";
import { nullOf, typeName } from "./values.ts";

/** Names and SQL of the result's columns. */
export function resultColumns({ dialect, relation }: RelationRenderer, parts: ResultParts): string[] {
  const loose = relation.exact && dialect.looseTexts ? new Set(textColumns(relation)) : undefined;
  return layoutColumns(relation, parts).map(([name, sql]) => {
    const value = loose?.has(name) ? exactly(dialect, sql, dialect.types.string) : sql;
    return named(dialect, value, identifier(dialect, name));
  });
}

/** Names of the columns that are text in each event's own relation, whatever its properties are. */
export function textColumns({ entities }: Pick<RelationPlan, "entities">): string[] {
  return [
    ...["event_id", "event", "link", "source", "source_key", currencyColumn],
    ...entities.map(entityColumn),
  ];
}

/** In: the row of a scan's events. */
export function resultParts({ dialect, relation }: RelationRenderer, scan: Scan, row: Row): ResultParts {
  const text = nullOf(dialect, { kind: "string" });
  const time = timeNull(dialect);
  return {
    id: dialect.md5(idOf(dialect, scan, row)),
    event: row.event,
    version: row.version,
    occurredAt: row.time.utc,
    entities: row.entities.map((value) => (value ? idText(dialect, value.sql, value.type) : text)),
    nobody: text,
    resolved: relation.identity && (row.resolved ?? "false"),
    properties: hasTypedColumns(relation) ? typedColumns(dialect, relation, row) : jsonOf(dialect, scan, row),
    revenue: row.revenue ?? nullOf(dialect, standardTypes.revenue),
    currency: relation.currency && (row.currency?.sql ?? text),
    link: row.link ? canonicalText(dialect, row.link.sql, row.link.type) : text,
    source: literal(dialect, scan.source),
    sourceKey: row.key.length > 0 ? sourceKey(dialect, row) : text,
    loadedAt: row.loadedAt ?? time,
    numbers: noNumbers(dialect),
  };
}

/** The columns of events that are switched off: nulls of their types. */
export function noParts({ dialect, relation }: RelationRenderer): ResultParts {
  const text = nullOf(dialect, { kind: "string" });
  const time = timeNull(dialect);
  const integer = castAs(dialect, "null", dialect.types.integer);
  return {
    ...{ id: text, nobody: text, event: text, link: text, source: text, sourceKey: text },
    version: integer,
    occurredAt: time,
    loadedAt: time,
    entities: relation.entities.map(() => text),
    resolved: relation.identity && castAs(dialect, "null", dialect.types.boolean),
    properties: hasTypedColumns(relation)
      ? relation.properties.map((column) => nullColumn(dialect, column))
      : dialect.jsonObject([], list),
    revenue: nullOf(dialect, standardTypes.revenue),
    currency: relation.currency && text,
    numbers: noNumbers(dialect),
  };
}

function noNumbers(dialect: Dialect): NumberParts {
  const time = timeNull(dialect);
  return { occurrence: castAs(dialect, "null", dialect.types.integer), nextAt: time, firstAt: time };
}

/** A time that is not there. */
function timeNull(dialect: Dialect): string {
  return castAs(dialect, "null", dialect.types[dialect.eventTime]);
}

/** One value stands as it is; several are joined as they are in the id. */
export function sourceKey(dialect: Dialect, { key }: Pick<Row, "key">): string {
  const [first] = key;
  if (first && key.length === 1) return idText(dialect, first.sql, first.type);
  return joinedKey(dialect, key);
}

/** `once_per` identifies an event in the key's stead. */
function idOf(dialect: Dialect, { events, source }: Scan, row: Row): string {
  const key = row.once.length > 0 ? row.once : row.key;
  // Nothing escaped holds two `~` in a row: see `keyText`.
  const origin = events[0]?.also === undefined ? "" : `~~${escapeName(source)}|`;
  const text = `${namePrefix(dialect, events, row.event, origin)} || ${keyText(dialect, key)}`;
  return text.length <= lineWidth && !text.includes("\n") ? text : `\n${indent(text)}\n`;
}

/** The part of an id that says the event's name: the first that it had. */
function namePrefix(dialect: Dialect, events: readonly EventPlan[], event: string, origin: string): string {
  const names = events.flatMap(plannedNames);
  const firsts = events
    .flatMap((one) => one.renamed ?? [])
    .map(({ name, former: [first = name] }) => [name, first] as const);
  const renamed = new Map(firsts);
  const [only] = events;
  if (events.length === 1 && only && !only.variants)
    return literal(dialect, `${escapeName(renamed.get(only.name) ?? only.name)}|${origin}`);
  const end = literal(dialect, `|${origin}`);
  const isPlain = names.every((name) => name !== undefined && escapeName(name) === name);
  const written = isPlain ? event : escapeText(event);
  if (renamed.size === 0) return `${written} || ${end}`;
  const branches = [...renamed].map(
    ([name, first]) => `when ${literal(dialect, name)} then ${literal(dialect, escapeName(first))}`,
  );
  return `${caseOf(`case ${event}`, [...branches, `else ${written}`])} || ${end}`;
}

function typedColumns(dialect: Dialect, relation: RelationPlan, { properties }: Row): string[] {
  return relation.properties.map((column) => {
    const value = properties.find(({ name }) => name === column.name);
    if (!value) return nullColumn(dialect, column);
    return relation.exact ? exactly(dialect, value.sql, exactType(dialect, column)) : value.sql;
  });
}

/** JSON of each event; the same for all of them where they have the same properties. */
function jsonOf(dialect: Dialect, { events }: Scan, { event, properties }: Row): string {
  const objects = events.map(({ name, properties: declared }) => {
    const own = properties.filter((value) => value.events === undefined || value.events.includes(name));
    const entries = declared.flatMap((one) => own.find((value) => value.name === one.name) ?? []);
    return { name, sql: objectOf(dialect, entries) };
  });
  const [first] = objects;
  if (first === undefined) return objectOf(dialect, []);
  if (objects.every(({ sql }) => sql === first.sql)) return first.sql;
  const branches = objects.map(({ name, sql }) => `when ${literal(dialect, name)} then ${sql}`);
  return caseOf(`case ${event}`, branches);
}

/** One JSON object of values that have names. */
export function objectOf(dialect: Dialect, values: readonly RowProperty[]): string {
  const entries = values.map(
    ({ name, sql, type }): JsonEntry => ({
      key: name,
      sql: laidOut(dialect, jsonReady(dialect, sql, type)),
      type,
    }),
  );
  return dialect.jsonObject(entries, list);
}

/** Types that engines write into JSON each in its own way. */
const asText: ReadonlySet<LogicalType["kind"] | undefined> = new Set([
  "date",
  "timestamp",
  "instant",
  "time",
  "uuid",
  "bytes",
]);

function jsonReady(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  if (type !== undefined && dialect.writesIntoJson?.includes(type.kind)) return sql;
  return asText.has(type?.kind) ? canonicalText(dialect, sql, type) : sql;
}

/** A value that is of its column's type to the letter, and not only of one like it. */
function exactly(dialect: Dialect, sql: string, type: string | undefined): string {
  const isCast = type === undefined || sql.endsWith(`::${type}`) || sql.endsWith(` as ${type})`);
  return isCast ? sql : castAs(dialect, sql, type);
}

/** The type that a column has wherever its relation is `exact`; `undefined` where nobody knows one that loses nothing. */
export function exactType(dialect: Dialect, column: PropertyColumn): string | undefined {
  const { type, declared } = column;
  const isWhole = type?.kind !== "decimal" || type.precision !== undefined || declared !== undefined;
  return isWhole ? columnType(dialect, column) : undefined;
}

/** A null of the column's type. */
export function nullColumn(dialect: Dialect, column: PropertyColumn): string {
  const type = columnType(dialect, column);
  return type === undefined ? "null" : castAs(dialect, "null", type);
}

function columnType(dialect: Dialect, { type, declared }: PropertyColumn): string | undefined {
  const named = declared && declared.kind !== "timestamp" ? typeName(dialect, declared) : undefined;
  if (named !== undefined || type === undefined) return named;
  switch (type.kind) {
    case "list":
    case "other":
    case "time":
    case "uuid":
    case "bytes":
      return undefined;
    case "decimal":
      return type.precision === undefined
        ? dialect.types.decimal
        : dialect.decimal(type.precision, type.scale ?? 0);
    default:
      return dialect.types[type.kind];
  }
}
