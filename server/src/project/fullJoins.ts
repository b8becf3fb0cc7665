/** The tables of a full join, and what its own alias has beside them. */
import type { Located } from "../document/types.ts";
import type { FullMember, FullSource } from "../spec/types.ts";
import { findColumn, findTable, partsOf } from "./catalog.ts";
import { defaultAlias } from "./defaultAlias.ts";
import { referenceName } from "./referenceName.ts";
import type { Column, Table } from "./types.ts";
import type { UnionScope } from "./unions.ts";

/** A table of a full join, with what it calls the columns that are compared. */
export interface FullTable {
  readonly member: FullMember;
  readonly alias: string;
  /** What is known of it; any column may be missing in a row, whatever its catalog says. */
  readonly table: Table | undefined;
  /** In the order of `using`. */
  readonly keys: readonly Located<string>[];
}

/** The tables of a full join by the names that its SQL calls them. */
export function fullTables({ members, using }: FullSource, scope: UnionScope): FullTable[] {
  return members.map((member) => {
    const table = findTable(scope.catalog, partsOf(member.table, scope));
    return {
      member,
      alias: member.alias?.value ?? defaultAlias(member.table),
      table: table && { ...table, columns: table.columns.map(maybeNull) },
      keys: member.using ?? using,
    };
  });
}

/** What the source's own alias has: the columns that are compared, and for each table whether it has the row. */
export function sharedColumns({ using }: FullSource, tables: readonly FullTable[]): Table {
  const keys = using.map(({ value: name }, at): Column => {
    const [first, ...others] = tables.flatMap(({ table, keys }) => {
      const found = table && findColumn(table, keys[at]?.value ?? "");
      return found ?? [];
    });
    return { ...first, name, ...(others.length > 0 && { others }) };
  });
  const marks = tables.map(({ alias, member }): Column => {
    const description = `Whether ${referenceName(member.table)} has the row.`;
    return { name: markOf(alias), type: "boolean", nullable: false, description };
  });
  const names = tables.map(({ member }) => referenceName(member.table));
  return { parts: [names.join(", ")], columns: [...keys, ...marks], origin: "full join" };
}

/** The column that says whether a table of a full join has the row. */
export function markOf(alias: string): string {
  return `in_${alias}`;
}

/** What dbt tests in the table holds for its own rows alone. */
function maybeNull({ nullable: _, dbt: __, ...column }: Column): Column {
  return column;
}
