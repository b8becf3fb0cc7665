/** The columns of an event's tables that decide which rows there are, and whose they are: an example must give them. */
import { eventsJoined } from "../../project/joinedEvents.ts";
import { tablesNamedAt } from "../../project/namesAt.ts";
import { sqlOfRows, type UserSql } from "../../project/sqlOf.ts";
import { decidesRows, isQueryRole } from "../../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { SqlParser } from "../reader/parser.ts";
import type { DialectName } from "../types.ts";
import { columnsCalled, columnsMeant, type NameScope } from "./columnsMeant.ts";
import { readAliases, readTables, type TableColumn } from "./readTables.ts";

export interface DecidingColumn {
  /** Key of its table: see `readTables`. */
  readonly key: string;
  /** As the table calls it. */
  readonly name: string;
  /** As the SQL that uses it first says it: `o.is_test`. */
  readonly written: string;
  /** The key of the spec that it is used in: `where`, `join.0.on`. */
  readonly usedIn: string;
}

export interface Reading {
  readonly parser: SqlParser;
  readonly dialect: DialectName;
}

/** In: an event. Out: each column once. Of a query all columns that it names count, because any of them may decide. */
export function decidingColumns(project: Project, event: ProjectEvent, reading: Reading): DecidingColumn[] {
  const tables = readTables(project, event);
  const found = new Map<string, DecidingColumn>();
  for (const one of [event, ...eventsJoined(event, project)]) {
    const scope = { tables, aliases: readAliases(project, one) };
    for (const { shared } of scope.aliases)
      for (const column of [...(shared?.values() ?? [])].flat())
        found.set(`${column.key} ${column.name}`, { ...column, written: column.name, usedIn: "from.using" });
    for (const column of columnsOf(sqlOfRows(project, one), scope, reading)) {
      const id = `${column.key} ${column.name}`;
      if (!found.has(id)) found.set(id, column);
    }
  }
  return [...found.values()];
}

function columnsOf(sqls: readonly UserSql[], scope: NameScope, reading: Reading): DecidingColumn[] {
  const deciding = sqls.filter(({ role }) => decidesRows(role) || role === "entity");
  return deciding.flatMap((one) =>
    columnsIn(one, reading).flatMap((parts) =>
      meant(parts, one, scope).map(({ key, name }) => ({
        ...{ key, name, written: parts.join(".") },
        usedIn: one.path.replace(/^events\.[^.]+\./, ""),
      })),
    ),
  );
}

/** Tables that SQL names by itself, and of which rows could not stand in: as it says them. */
export function tablesByName(project: Project, event: ProjectEvent, reading: Reading): string[] {
  const all = [event, ...eventsJoined(event, project)];
  return all.flatMap((one) => tablesNamedBy(project, one, reading));
}

function tablesNamedBy(project: Project, event: ProjectEvent, { parser, dialect }: Reading): string[] {
  const aliases = new Set(readAliases(project, event).map(({ alias }) => alias));
  return sqlOfRows(project, event).flatMap((one) => {
    const isQuery = isQueryRole(one.role);
    const { tables } = isQuery
      ? parser.query(one.sql.text, dialect)
      : parser.expression(one.sql.text, dialect);
    const named = new Set(isQuery ? tablesNamedAt(one).map(({ name }) => name.value.toLowerCase()) : aliases);
    return tables
      .map(({ parts }) => parts.map(({ name }) => name))
      .filter(([first = ""]) => !named.has(first.toLowerCase()))
      .map((parts) => parts.join("."));
  });
}

function columnsIn({ role, sql }: UserSql, { parser, dialect }: Reading): string[][] {
  const { columns } = isQueryRole(role)
    ? parser.query(sql.text, dialect)
    : parser.expression(sql.text, dialect);
  return columns
    .filter(({ inner }) => isQueryRole(role) || !inner)
    .map(({ parts }) => parts.map(({ name }) => name));
}

/** The columns that a name may mean. What no known table has is no column of one: an item, a field, a word of the engine's. */
function meant(parts: readonly string[], { role, use }: UserSql, scope: NameScope): TableColumn[] {
  if (!isQueryRole(role)) return columnsMeant(calledHere(parts, use), scope);
  return columnsCalled(parts.slice(0, 2), [...scope.tables.keys()], scope.tables);
}

/** A column of a lookup's table, which the document may call otherwise. */
function calledHere(parts: readonly string[], use: UserSql["use"]): readonly string[] {
  const [first = "", ...rest] = parts;
  const alias = rest.length > 0 ? use?.aliases.get(first.toLowerCase()) : undefined;
  return alias === undefined ? parts : [alias, ...rest];
}
