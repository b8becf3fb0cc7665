/** What is known of the type of a user's expression: from the connection that bound it, else from the catalog. */
import { type Alias, aliasesOf } from "../../project/aliases.ts";
import { findColumn } from "../../project/catalog.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { SqlText } from "../../spec/types.ts";
import { type LogicalType, logicalTypeOf } from "../logicalType.ts";
import type { DialectName, ExpressionTypes } from "../types.ts";
import type { Expression } from "./plan.ts";

/** Makes expressions of one event's SQL, with their types where they are known. */
export type Typing = (sql: SqlText, declared?: LogicalType) => Expression;

export function typingOf(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  bound: ExpressionTypes | undefined,
): Typing {
  const aliases = aliasesOf(event, project);
  return ({ text }, declared) => {
    const spelled = bound?.(event.name, text) ?? columnType(text, aliases);
    const type = spelled === undefined ? declared : logicalTypeOf(spelled, dialect);
    return { sql: text, ...(type && { type }) };
  };
}

const column = /^\s*(?:(\w+|"[^"]+"|`[^`]+`)\s*\.\s*)?(\w+|"[^"]+"|`[^`]+`)\s*$/;

/** The catalog's type of a text that is a column and nothing else. */
function columnType(text: string, aliases: readonly Alias[]): string | undefined {
  const [, qualifier, name] = column.exec(text) ?? [];
  if (name === undefined) return undefined;
  const wanted = qualifier && unquoted(qualifier).toLowerCase();
  const types = aliases
    .filter(({ alias }) => wanted === undefined || alias.toLowerCase() === wanted)
    .flatMap(({ table }) => (table && findColumn(table, unquoted(name))) ?? []);
  return types.length === 1 ? types[0]?.type : undefined;
}

function unquoted(name: string): string {
  return name.replace(/^["`]|["`]$/g, "");
}
