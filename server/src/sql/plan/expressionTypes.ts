/** What is known of the type of a user's expression: from the connection that bound it, else from the catalog. */
import { type Alias, aliasesOf } from "../../project/aliases.ts";
import { columnTypes, entityColumn, standardTypes } from "../../project/eventColumns.ts";
import { eventsCalled } from "../../project/joinedEvents.ts";
import type { UsedLookup } from "../../project/lookupsUsed.ts";
import type { Column, Project, ProjectEvent } from "../../project/types.ts";
import type { Fields, SqlText } from "../../spec/types.ts";
import { dialectOf } from "../dialects/index.ts";
import { columnType, declaredType, type LogicalType, logicalTypeOf, readType } from "../logicalType.ts";
import { loosenessOf } from "../reader/looseness.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import { statedType } from "../reader/statedType.ts";
import type { DialectName, ExpressionTypes, SpelledType } from "../types.ts";
import { columnOf } from "./columnOf.ts";
import type { TypedSql } from "./plan.ts";
import { propertyColumnType } from "./planColumns.ts";
import { textInUse } from "./textInUse.ts";

/** What planning an event needs to know beside the event. */
export interface Planning {
  readonly project: Project;
  readonly dialect: DialectName;
  /** Types that a connection has bound. */
  readonly types?: ExpressionTypes | undefined;
}

/** Makes expressions of one event's SQL, with their types where they are known. */
export type Typing = (sql: SqlText, declared?: LogicalType) => TypedSql;

/** In: an event; the lookup whose SQL it is, if it is one's; the events that join the event, which its own joins can't tell anything of. */
export function typingOf(
  planning: Planning,
  event: ProjectEvent,
  use?: UsedLookup,
  joining: readonly ProjectEvent[] = [],
): Typing {
  const { project, dialect, types } = planning;
  const aliases = aliasesOf(event, project);
  const positions = positionsOf(event);
  const rowColumn = columnsAsRows(event);
  const plainType = (text: string): LogicalType | undefined => {
    const column = plainColumn(text, dialect);
    if (column?.length === 1 && positions.has(column[0]?.toLowerCase() ?? "")) return { kind: "integer" };
    if (column) {
      const known = columnOf(column, aliases);
      if (known?.alias.fields && known.alias.picks?.includes(known.column))
        return pickType(known.column, known.alias.fields, (sql) => types?.(event, sql.text));
      if (known?.alias.event === undefined) return known && columnType(known.column);
      return joinedType(planning, known.alias.event, known.column.name, [...joining, event]);
    }
    const stated = statedType(text, dialect);
    if (stated !== undefined) return logicalTypeOf(stated, dialect);
    return isCondition(text, dialect) ? { kind: "boolean" } : undefined;
  };
  const typeOf = (text: string): LogicalType | undefined => {
    const bound = types?.(event, text);
    return bound ? readType(bound) : plainType(text);
  };
  const knownType = (text: string): LogicalType | undefined => {
    const row = types?.(event, text) ? undefined : rowColumn(plainColumn(text, dialect) ?? []);
    if (!row) return typeOf(text);
    return row.values ? firstOf(row.values, ({ text }) => typeOf(text)) : { kind: "string" };
  };
  return ({ text: written }, declared) => {
    const text = textInUse(written, use, planning);
    const type = knownType(text) ?? onlyDeclared(declared);
    const notNull = isNeverNull(text, dialect, aliases);
    return { sql: text, ...(type && { type }), ...(notNull && { notNull }) };
  };
}

/** The type of a column of an event's own relation, as other events' SQL has it. */
function joinedType(
  planning: Planning,
  name: string,
  column: string,
  joining: readonly ProjectEvent[],
): LogicalType | undefined {
  const [first] = eventsCalled(planning.project, name);
  if (!first || joining.includes(first.event)) return undefined;
  const { event } = first;
  if (event.entities.some((entity) => entityColumn(entity.name.value) === column)) return { kind: "string" };
  const property = event.properties.find((one) => one.name.value === column);
  if (!property) return standardType(column);
  const value = property.constant
    ? { constant: property.constant.value, text: property.constant.text }
    : property.sql && typingOf(planning, event, undefined, joining)(property.sql);
  return value && propertyColumnType({ value, ...(property.type && { declared: property.type.value }) });
}

/** Times stand for moments, as `event.at` does. */
function standardType(column: string): LogicalType | undefined {
  const declared = Object.hasOwn(standardTypes, column) ? columnTypes[column] : undefined;
  return declared?.kind === "timestamp" ? { kind: "instant" } : declaredType(declared);
}

/** What is joined may be missing, whatever its catalog says. */
function isNeverNull(text: string, dialect: DialectName, aliases: readonly Alias[]): boolean {
  const parts = plainColumn(text, dialect);
  const found = parts && columnOf(parts, aliases);
  return found?.alias.kind === "source" && found.column.nullable === false;
}

/** A comparison, or several joined by `and` and `or`. */
function isCondition(text: string, dialect: DialectName): boolean {
  const looseness = loosenessOf(text, dialect);
  const isOne = looseness === "comparison" || looseness === "and" || looseness === "or";
  return isOne && !dialectOf(dialect).conditionsAreNumbers;
}

function onlyDeclared(type: LogicalType | undefined): LogicalType | undefined {
  return type?.kind === "string" ? { ...type, needsCast: true } : type;
}

/** Names that count the elements of the event's lists, in lower case. */
function positionsOf({ definition, document }: ProjectEvent): ReadonlySet<string> {
  const items = definition.forEach ?? document.forEach;
  return new Set(items.flatMap(({ position }) => (position ? [position.value.toLowerCase()] : [])));
}

/** Tells what a column is of those that become rows: their name, or one of these values. In: its parts. */
function columnsAsRows({ definition, document }: ProjectEvent) {
  const lists = (definition.forEach ?? document.forEach).filter((list) => list.kind === "columns");
  return ([qualifier, name]: readonly string[]): { readonly values?: readonly SqlText[] } | undefined => {
    const list = lists.find(({ item }) => item.value.toLowerCase() === qualifier?.toLowerCase());
    if (!list || name === undefined) return undefined;
    return name.toLowerCase() === "name" ? {} : { values: list.columns.map(({ sql }) => sql) };
  };
}

function firstOf<In, Out>(list: readonly In[], of: (one: In) => Out | undefined): Out | undefined {
  for (const one of list) {
    const found = of(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The type of a picked field: of several values at a time it is the text that they become. */
function pickType(
  column: Column,
  { picks, value }: Fields,
  bound: (sql: SqlText) => SpelledType | undefined,
): LogicalType | undefined {
  if (picks.some(({ name, list }) => list && name.value === column.name)) return { kind: "string" };
  const spelled = bound(value);
  return spelled ? readType(spelled) : columnType(column);
}
