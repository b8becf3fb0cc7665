/** The columns of an event's tables that a name in its SQL may mean. */
import { findColumn } from "../../project/catalog.ts";
import { nameInTable } from "../../project/unions.ts";
import type { ReadAlias, ReadTable, TableColumn } from "./readTables.ts";

/** See `readTables`. */
export interface NameScope {
  readonly tables: ReadonlyMap<string, ReadTable>;
  readonly aliases: readonly ReadAlias[];
}

/** In: a name with its dots, in parts. What no known table has is no column of one. */
export function columnsMeant(parts: readonly string[], { tables, aliases }: NameScope): TableColumn[] {
  const at = parts
    .slice(0, -1)
    .findIndex((part) => aliases.some(({ alias }) => alias === part.toLowerCase()));
  const named = parts.slice(at + 1, at + 2);
  if (at < 0)
    return [
      ...columnsCalled(named, [...tables.keys()], tables),
      ...aliases.flatMap(({ union }) => (union ? columnsOfUnion(named, union) : [])),
    ];
  const alias = parts[at]?.toLowerCase();
  return aliases
    .filter((one) => one.alias === alias)
    .flatMap(({ keys, union, shared }) => {
      if (shared) return named.flatMap((name) => shared.get(name.toLowerCase()) ?? []);
      return union ? columnsOfUnion(named, union) : columnsCalled(named, keys, tables);
    });
}

/** What the tables of a union call a column, those that have it. */
function columnsOfUnion(names: readonly string[], union: NonNullable<ReadAlias["union"]>): TableColumn[] {
  return [...union].flatMap(([key, table]) =>
    names.flatMap((column) => {
      const name = nameInTable(table, column);
      return name === undefined ? [] : [{ key, name }];
    }),
  );
}

/** The columns of these names in some of the tables. */
export function columnsCalled(
  names: readonly string[],
  keys: readonly string[],
  tables: ReadonlyMap<string, ReadTable>,
): TableColumn[] {
  return [...new Set(keys)].flatMap((key) =>
    names.flatMap((name) => {
      const table = tables.get(key)?.table;
      const column = table && findColumn(table, name);
      return column ? [{ key, name: column.name }] : [];
    }),
  );
}
