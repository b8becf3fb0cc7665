/** What is known of the type of a user's expression: from the connection that bound it, else from the catalog. */
import { type Alias, aliasesOf } from "../../project/aliases.ts";
import { findColumn } from "../../project/catalog.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { SqlText } from "../../spec/types.ts";
import { columnType, type LogicalType, logicalTypeOf, readType } from "../logicalType.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import { statedType } from "../reader/statedType.ts";
import type { DialectName, ExpressionTypes } from "../types.ts";
import type { TypedSql } from "./plan.ts";

/** What planning an event needs to know beside the event. */
export interface Planning {
  readonly project: Project;
  readonly dialect: DialectName;
  /** Types that a connection has bound. */
  readonly types?: ExpressionTypes | undefined;
}

/** Makes expressions of one event's SQL, with their types where they are known. */
export type Typing = (sql: SqlText, declared?: LogicalType) => TypedSql;

export function typingOf({ project, dialect, types }: Planning, event: ProjectEvent): Typing {
  const aliases = aliasesOf(event, project);
  const positions = positionsOf(event);
  const ownType = (text: string): LogicalType | undefined => {
    const column = plainColumn(text, dialect);
    if (column?.length === 1 && positions.has(column[0]?.toLowerCase() ?? "")) return { kind: "integer" };
    if (column) return typeOfColumn(column, aliases);
    const stated = statedType(text, dialect);
    return stated === undefined ? undefined : logicalTypeOf(stated, dialect);
  };
  return ({ text }, declared) => {
    const bound = types?.(event, text);
    const type = (bound ? readType(bound) : ownType(text)) ?? onlyDeclared(declared);
    return { sql: text, ...(type && { type }) };
  };
}

function onlyDeclared(type: LogicalType | undefined): LogicalType | undefined {
  return type?.kind === "string" ? { ...type, needsCast: true } : type;
}

/** Names that count the elements of the event's lists, in lower case. */
function positionsOf({ definition, document }: ProjectEvent): ReadonlySet<string> {
  const items = definition.forEach ?? document.forEach;
  return new Set(items.flatMap(({ position }) => (position ? [position.value.toLowerCase()] : [])));
}

/** The catalog's type of a text that is a column and nothing else. */
function typeOfColumn(column: readonly string[], aliases: readonly Alias[]): LogicalType | undefined {
  const name = column.at(-1);
  if (name === undefined) return undefined;
  const wanted = column.length === 2 ? column[0]?.toLowerCase() : undefined;
  const columns = aliases
    .filter(({ alias }) => wanted === undefined || alias.toLowerCase() === wanted)
    .flatMap(({ table }) => (table && findColumn(table, name)) ?? []);
  const [only] = columns;
  return only && columns.length === 1 ? columnType(only) : undefined;
}
