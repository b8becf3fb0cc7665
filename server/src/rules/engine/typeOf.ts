import { boundKey } from "../../binding/boundKey.ts";
import type { SqlPosition } from "../../project/sqlOf.ts";
import type { Column, EventProperty, ProjectEvent } from "../../project/types.ts";
import type { Literal } from "../../spec/literals.ts";
import type { SqlText } from "../../spec/types.ts";
import { type LogicalType, readType } from "../../sql/logicalType.ts";
import { propertyColumnType } from "../../sql/plan/planColumns.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import type { SpelledType } from "../../sql/types.ts";
import type { RuleContext } from "../types.ts";
import { resolve, scopeOf } from "./scope.ts";
import { familyOf, type TypeFamily } from "./typeFamilies.ts";

/** SQL and where it stands. */
interface PlacedSql extends SqlPosition {
  readonly sql: SqlText;
}

export interface KnownType {
  readonly type: LogicalType;
  readonly family: TypeFamily;
  /** As the engine spells it. */
  readonly spelling: string;
}

/** The type of an expression: as the engine has bound it, else the catalog's where it is nothing but a column. */
export function typeOf(expression: PlacedSql, context: RuleContext): KnownType | undefined {
  const spelled = spelledType(expression, context);
  const type = spelled && readType(spelled);
  const family = type && familyOf(type);
  return type && family ? { type, family, spelling: spelled.spelling } : undefined;
}

function spelledType(expression: PlacedSql, context: RuleContext): SpelledType | undefined {
  return boundType(expression, context) ?? columnType(expression, context);
}

/** The type of the column that a property becomes, as the planner of columns sees it. */
export function columnTypeOfProperty(
  event: ProjectEvent,
  { sql, constant, type: declared, file }: EventProperty,
  context: RuleContext,
): LogicalType | undefined {
  const spelled =
    sql && spelledType({ sql, role: "property", file, event, document: event.document }, context);
  const type = spelled && readType(spelled);
  const value = constant
    ? { constant: constant.value, text: constant.text }
    : { sql: sql?.text ?? "", ...(type && { type }) };
  return propertyColumnType({ value, ...(declared && { declared: declared.value }) });
}

export function typeOfProperty(
  event: ProjectEvent,
  property: EventProperty,
  context: RuleContext,
): TypeFamily | undefined {
  const { sql, constant, file } = property;
  if (constant) return familyOfLiteral(constant.value);
  if (!sql) return undefined;
  return typeOf({ sql, role: "property", file, event, document: event.document }, context)?.family;
}

/** The first of the events, in their order, whose property of that name has a known type. */
export function firstTyped<Type>(
  events: readonly ProjectEvent[],
  name: string,
  typeIn: (event: ProjectEvent, property: EventProperty) => Type | undefined,
): { readonly event: ProjectEvent; readonly property: EventProperty; readonly type: Type } | undefined {
  for (const event of events) {
    const property = event.properties.find((each) => each.name.value === name);
    const type = property && typeIn(event, property);
    if (property && type !== undefined) return { event, property, type };
  }
  return undefined;
}

function familyOfLiteral(value: Literal): TypeFamily | undefined {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : undefined;
}

/** A document's expression has the type that it has in any of its events. */
export function boundType(
  { sql, event, document, file }: PlacedSql,
  { knowledge, index }: RuleContext,
): SpelledType | undefined {
  if (!knowledge.types) return undefined;
  const { events: bound, dialect } = knowledge.types;
  const events = event ? [event] : index.eventsOf(file).filter((each) => each.document === document);
  for (const each of events) {
    const spelling = bound.get(boundKey(each.file, each.name, each.also))?.types.get(sql.text);
    if (spelling !== undefined) return { spelling, dialect };
  }
  return undefined;
}

/**
 * Whether the engine has bound an expression: then its names are right and its grammar is the engine's, whatever we know. A lookup's
 * is bound where any event that uses the lookup is.
 */
export function isBound(expression: PlacedSql, context: RuleContext): boolean {
  const { lookup, sql } = expression;
  if (!lookup) return boundType(expression, context) !== undefined;
  const { types } = context.knowledge;
  return [...(types?.events.values() ?? [])].some((bound) => bound.types.has(sql.text));
}

function columnType(expression: PlacedSql, context: RuleContext): SpelledType | undefined {
  const { type: spelling, dialect } = columnOf(expression, context) ?? {};
  return spelling === undefined ? undefined : { spelling, dialect };
}

/** The column that an expression is and nothing else. */
export function columnOf(expression: PlacedSql, context: RuleContext): Column | undefined {
  const reference = bareReference(expression.sql.text);
  const scope = reference && scopeOf(expression, context);
  if (!reference || !scope) return undefined;
  const resolution = resolve(reference, scope);
  return resolution.kind === "found" ? resolution.column : undefined;
}
