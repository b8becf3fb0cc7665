/** The tables of a full join, and what its own alias has beside them. */
import type { Located, Span } from "../document/types.ts";
import type { FullMember, FullSource, SqlText } from "../spec/types.ts";
import { findColumn, findTable, partsOf } from "./catalog.ts";
import { defaultAlias, unnamedQuery } from "./defaultAlias.ts";
import { referenceName } from "./referenceName.ts";
import type { Column, Table } from "./types.ts";
import type { UnionScope } from "./unions.ts";

/** A table or a query of a full join, with what it calls the columns that are compared. */
export interface FullTable {
  readonly member: FullMember;
  readonly alias: string;
  /** What messages call it: a table's name, a query's alias. */
  readonly name: string;
  /** Where it is written. */
  readonly span: Span;
  /** What is known of it; any column may be missing in a row, whatever its catalog says. Absent for a query whose columns nobody tells. */
  readonly table: Table | undefined;
  /** In the order of `using`. */
  readonly keys: readonly Located<string>[];
}

/** The columns that a query gives, by its text; `undefined` where that doesn't tell them. */
type OutputsOf = (query: SqlText) => readonly string[] | undefined;

/** The tables of a full join by the names that its SQL calls them. In: what tells the columns of queries, where something does. */
export function fullTables(
  { members, using }: FullSource,
  scope: UnionScope,
  outputsOf?: OutputsOf,
): FullTable[] {
  return members.map((member) => {
    const { source, using: own } = member;
    const keys = own ?? using;
    if (source.kind === "query") {
      const alias = member.alias?.value ?? unnamedQuery;
      const columns = outputsOf?.(source.sql)?.map((name): Column => ({ name }));
      const table: Table | undefined = columns && { parts: [alias], columns, origin: "query" };
      return { member, alias, name: `"${alias}"`, span: source.sql.span, table, keys };
    }
    const table = findTable(scope.catalog, partsOf(source.table, scope));
    return {
      member,
      alias: member.alias?.value ?? defaultAlias(source.table),
      name: referenceName(source.table),
      span: source.span,
      table: table && { ...table, columns: table.columns.map(maybeNull) },
      keys,
    };
  });
}

/** What the source's own alias has: the columns that are compared, and for each table whether it has the row. */
export function sharedColumns({ using }: FullSource, tables: readonly FullTable[]): Table {
  const keys = using.map(({ value: name }, at): Column => {
    if (tables.some(({ member }) => member.source.kind === "query")) return { name, ofQuery: true };
    const [first, ...others] = tables.flatMap(({ table, keys }) => {
      const found = table && findColumn(table, keys[at]?.value ?? "");
      return found ?? [];
    });
    return { ...first, name, ...(others.length > 0 && { others }) };
  });
  const marks = tables.map(({ alias, name }): Column => {
    const description = `Whether ${name} has the row.`;
    return { name: markOf(alias), type: "boolean", nullable: false, description };
  });
  const names = tables.map(({ name }) => name);
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
