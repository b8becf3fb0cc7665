/** Whom a table's events are about, and what is told of them. */
import { columnTypes, entityColumn } from "../../project/eventColumns.ts";
import { meansPersonal, personalPart } from "../../project/personalNames.ts";
import { nounOf, snake, timeMeaning } from "../../project/proposedEvents.ts";
import type { Catalog, Column, Table } from "../../project/types.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import { isLoadTime } from "../../spec/timeNames.ts";
import { columnType } from "../../sql/logicalType.ts";
import { isEmpty, isId } from "./columns.ts";
import type { Key } from "./types.ts";

/** Columns that become properties at most. */
const mostProperties = 6;

/**
 * By the names of entities. Those that a project declares and whose ids the table has; where it has none of them, what its rows are of and
 * what else they name that has a table of its own.
 */
export function entitiesOf(
  table: Table,
  { columns: key }: Key,
  { tables }: Catalog,
  declared: readonly string[],
): ReadonlyMap<string, Column> {
  const own = nounOf(table.parts.at(-1) ?? "") || "row";
  const single = key.length === 1 ? key[0] : undefined;
  const entityOf = (column: Column) =>
    /^(id|uuid|guid)$/i.test(column.name) || (column === single && /^(key|no|number)$/i.test(column.name))
      ? own
      : idOf(column.name);
  const ids = table.columns.filter(
    (column) => canBeId(column) && !isEmpty(column, table) && entityOf(column) !== undefined,
  );
  const named = (is: (entity: string) => boolean) =>
    firstOf(
      ids.flatMap((column): [string, Column][] => {
        const entity = entityOf(column) ?? "";
        return is(entity) ? [[entity, column]] : [];
      }),
    );
  const known = named((entity) => declared.includes(entity));
  if (known.size > 0) return known;
  const tablesOwn = new Set(tables.map(({ parts }) => nounOf(parts.at(-1) ?? "")));
  const ofKey = single && entityOf(single);
  const first: [string, Column] | undefined = single && ofKey !== undefined ? [ofKey, single] : undefined;
  const others = [...named((entity) => tablesOwn.has(entity))];
  const found = firstOf([...(first && !mayBePersonal(first[1]) ? [first] : []), ...others]);
  if (found.size > 0) return found;
  const [any = key[0]] = ids;
  return new Map(any ? [[entityOf(any) ?? own, any]] : []);
}

function canBeId(column: Column): boolean {
  const kind = columnType(column)?.kind ?? "string";
  return !mayBePersonal(column) && ["string", "integer", "uuid", "decimal"].includes(kind);
}

/** Of several columns of one entity the first. */
function firstOf(entries: readonly [string, Column][]): Map<string, Column> {
  const first = new Map<string, Column>();
  for (const [entity, column] of entries) if (!first.has(entity)) first.set(entity, column);
  return first;
}

/** The entity that a column's name says it is the id of. */
function idOf(name: string): string | undefined {
  if (!isId(name) && !/(_no|_number| No)$/.test(name)) return undefined;
  const entity = snake(name).replace(/_?(id|key|uuid|guid|number|no)$/, "");
  return /^[a-z]/.test(entity) ? entity : undefined;
}

/** Columns that may be properties: neither times nor ids of rows, nothing that looks personal or is free text. */
export function tellingColumns(table: Table): Column[] {
  return table.columns.filter((column) => /^[a-z]\w*$/.test(snake(column.name)) && isTelling(column, table));
}

/** What people look at first, by the names of properties. In: entities of the events, and those that the project declares. */
export function propertiesOf(
  table: Table,
  key: Key,
  entities: ReadonlyMap<string, Column>,
  declared: readonly string[],
): ReadonlyMap<string, Column> {
  const told = new Set([...key.columns, ...entities.values()]);
  const taken = new Set([
    ...Object.keys(columnTypes),
    ...[...entities.keys(), ...declared].map(entityColumn),
  ]);
  const properties = new Map<string, Column>();
  for (const column of tellingColumns(table)) {
    const name = snake(column.name);
    if (told.has(column) || taken.has(name) || properties.has(name)) continue;
    properties.set(name, column);
    if (properties.size === mostProperties) break;
  }
  return properties;
}

function isTelling(column: Column, table: Table): boolean {
  const { name } = column;
  const isTime = timeMeaning(column, table.parts.at(-1) ?? "").kind !== "no time";
  if (isEmpty(column, table) || isId(name)) return false;
  return !isTime && !isLoadTime(name) && !mayBePersonal(column) && !isFreeText(name) && !misleads(column);
}

/** People write what they like into these, personal data among it. */
const freeText =
  /\b(comments?|notes?|message|body|text|description|details|subject|reason|memo|content|feedback|remarks?|metadata|name|title|label|url|photo|picture|path)$/;

function isFreeText(name: string): boolean {
  return freeText.test(wordsOf(name).join(" "));
}

/** A name that promises another type than the column has. */
function misleads(column: Column): boolean {
  const words = wordsOf(column.name);
  const kind = columnType(column)?.kind;
  if (words[0] === "is" || words[0] === "has") return kind !== "boolean";
  return words.at(-1) === "at" || (words.at(-1) === "id" && kind !== "string" && kind !== "integer");
}

function mayBePersonal({ name, tags = [], tableTag }: Column): boolean {
  return tableTag !== undefined || tags.some(meansPersonal) || personalPart(name, []) !== undefined;
}

/** The column that dbt measures freshness by, else one by whose name rows were copied. */
export function loadedAtOf({ columns, dbt }: Table): Column | undefined {
  const told = dbt?.loadedAt?.toLowerCase();
  const isMoment = (column: Column) => ["timestamp", "instant"].includes(columnType(column)?.kind ?? "");
  return (
    columns.find(({ name }) => name.toLowerCase() === told) ??
    columns.find(
      (column) => isMoment(column) && /(synced|loaded|ingested|extracted)(_at)?$/i.test(column.name),
    )
  );
}
