/** The tables of a union and their columns, as far as the catalog knows them. */
import { matchesName } from "../document/wildcards.ts";
import type { Source, TableReference, UnionMember, UnionSource } from "../spec/types.ts";
import { findTable, joinName, partsOf } from "./catalog.ts";
import { referenceName } from "./referenceName.ts";
import type { Catalog, Column, Project, Table } from "./types.ts";

/** What of a project says which tables a union has. */
export type UnionScope = Pick<Project, "catalog" | "resolveTable">;

export interface UnionTable {
  /** What the spec calls it; of a table that a pattern found, as the pattern would write it. */
  readonly name: string;
  readonly reference: TableReference;
  readonly member: UnionMember;
  /** What is known of it. */
  readonly table: Table | undefined;
}

export interface UnionColumn {
  /** What the union calls it. */
  readonly name: string;
  /** The column in each of the tables; absent in one that lacks it. */
  readonly found: readonly (Column | undefined)[];
}

/** In: a union. Out: its tables, each once, those of a pattern by name. A table that is named by itself is not found by a pattern again. */
export function tablesOfUnion({ members }: UnionSource, scope: UnionScope): UnionTable[] {
  const named = members.flatMap(({ pattern, table: reference }) =>
    pattern ? [] : [tableKeyOf(reference, scope)],
  );
  const seen = new Set(named);
  return members.flatMap((member): UnionTable[] => {
    const { table: reference, pattern } = member;
    if (!pattern) {
      const table = findTable(scope.catalog, partsOf(reference, scope));
      return [{ name: referenceName(reference), reference, member, table }];
    }
    return tablesMatching(pattern, scope.catalog).flatMap((parts) => {
      const found: TableReference = { kind: "relation", parts, sql: reference.sql };
      const key = tableKeyOf(found, scope);
      if (seen.has(key)) return [];
      seen.add(key);
      const table = findTable(scope.catalog, parts);
      return [{ name: parts.join("."), reference: found, member, table }];
    });
  });
}

function tableKeyOf(reference: TableReference, scope: UnionScope): string {
  const parts = partsOf(reference, scope);
  return JSON.stringify(findTable(scope.catalog, parts)?.parts ?? parts).toLowerCase();
}

/** Names that a pattern means, as long as itself, each once and in order. */
export function tablesMatching(pattern: readonly string[], { tables }: Catalog): string[][] {
  const names = tables.flatMap(({ parts }) =>
    matchesPattern(pattern, parts) ? [parts.slice(-pattern.length)] : [],
  );
  const unique = new Map(names.map((parts) => [joinName(parts).toLowerCase(), parts]));
  return [...unique.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, parts]) => parts);
}

/** Whether a table's name ends as a pattern says, whatever its case. */
export function matchesPattern(pattern: readonly string[], parts: readonly string[]): boolean {
  if (parts.length < pattern.length) return false;
  const end = parts.slice(-pattern.length);
  return pattern.every((part, at) => matchesName(part.toLowerCase(), end[at]?.toLowerCase() ?? ""));
}

/** The columns of a union's tables by the union's names, those that are left out too, in the order in which they come first. */
export function columnsOfUnion(tables: readonly UnionTable[]): UnionColumn[] {
  const columns = new Map<string, { name: string; found: (Column | undefined)[] }>();
  for (const [at, { table, member }] of tables.entries())
    for (const column of table?.columns ?? []) {
      const name = nameInUnion(member, column.name);
      const known = columns.get(name.toLowerCase()) ?? { name, found: tables.map(() => undefined) };
      known.found[at] ??= column;
      columns.set(name.toLowerCase(), known);
    }
  return [...columns.values()];
}

/** What the union calls a column of one of its tables. */
export function nameInUnion({ renames }: UnionMember, column: string): string {
  const lower = column.toLowerCase();
  const renamed =
    renames.find(({ theirs }) => theirs.value === column) ??
    renames.find(({ theirs }) => theirs.value.toLowerCase() === lower);
  return renamed?.ours.value ?? column;
}

/** What one of its tables calls a column of the union; `undefined` where it lacks it. */
export function nameInTable({ table, member }: UnionTable, column: string): string | undefined {
  const lower = column.toLowerCase();
  return table?.columns.find(({ name }) => nameInUnion(member, name).toLowerCase() === lower)?.name;
}

/** A union as one table: the columns that it gives. */
export function unionAsTable(union: UnionSource, scope: UnionScope): Table {
  const tables = tablesOfUnion(union, scope);
  const isKnown = tables.length > 0 && tables.every(({ table }) => table && !table.partial);
  const except = new Set(union.except.map(({ value }) => value.toLowerCase()));
  const columns = columnsOfUnion(tables)
    .filter(({ name }) => !except.has(name.toLowerCase()))
    .map(columnOfUnion);
  const relation: Column[] = union.relation
    ? [
        {
          name: union.relation.value,
          type: "varchar",
          nullable: false,
          description: "The table that the row comes from.",
        },
      ]
    : [];
  return {
    parts: [tables.map(({ name }) => name).join(", ") || "union"],
    columns: [...columns, ...relation],
    ...(!isKnown && { partial: true }),
    origin: "union",
  };
}

/** The column of the union, of the types that it has in its tables. */
function columnOfUnion({ name, found }: UnionColumn): Column {
  const [first, ...others] = found.flatMap((column) => column ?? []);
  // What holds of the values of one table holds of no others.
  const { nullable: _, mixedTimes, momentShare: __, dbt: ___, ...rest } = first ?? { name };
  const all = [first, ...others];
  const isNeverNull = found.every((column) => column?.nullable === false);
  const isMixed = mixedTimes ?? all.some((column) => column?.mixedTimes);
  const tags = [...new Set(all.flatMap((column) => column?.tags ?? []))];
  const tableTag = all.find((column) => column?.tableTag)?.tableTag;
  return {
    ...rest,
    name,
    ...(isNeverNull && { nullable: false }),
    ...(isMixed && { mixedTimes: true as const }),
    ...(tags.length > 0 && { tags }),
    ...(tableTag !== undefined && { tableTag }),
    ...(others.length > 0 && { others }),
  };
}

/** The tables of a source, as references: of a pattern those that it finds. */
export function referencesOf(source: Source | undefined, scope: UnionScope): readonly TableReference[] {
  if (!source) return [];
  if (source.kind === "table") return [source.table];
  if (source.kind === "query") return source.tables.map(({ table }) => table);
  if (source.kind === "full") return source.members.flatMap((member) => referencesOf(member.source, scope));
  return tablesOfUnion(source, scope).map(({ reference }) => reference);
}
