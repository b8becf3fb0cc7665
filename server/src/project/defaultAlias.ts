/** What a table is called in SQL where nobody gives it a name. */
import type { Located, Span } from "../document/types.ts";
import type { Join, TableReference, WrittenTable } from "../spec/types.ts";

/** The alias of a query, a union or a full join that was given none. */
export const unnamedQuery = "source";

/** The alias that a table has when none is given: the last part of its name. */
export function defaultAlias(reference: WrittenTable): string {
  if (reference.kind === "ref") return reference.model;
  if (reference.kind === "source") return reference.table;
  return reference.parts.at(-1) ?? "";
}

/** What a source or a joined table is called in SQL; `undefined` where there is no table yet. */
export function calledAlias({
  source,
  event,
  alias,
}: Pick<Join, "source" | "event" | "alias">): string | undefined {
  if (event) return alias?.value ?? event.name.value;
  if (!source) return undefined;
  return alias?.value ?? (source.kind === "table" ? defaultAlias(source.table) : unnamedQuery);
}

/** A name that a source is called by in SQL. */
export interface SourceName {
  readonly alias: string;
  readonly span: Span;
  /** Whether it is written with `as`; else it is the table's own name. */
  readonly written: boolean;
}

/** The names that a source or a join brings in; none of a query or a union without an alias. */
export function sourceNames({
  source,
  event,
  alias,
}: Partial<Pick<Join, "source" | "event" | "alias">>): SourceName[] {
  if (event && !alias) return [{ alias: event.name.value, span: event.name.span, written: false }];
  const named = (
    table: TableReference | undefined,
    span: Span | undefined,
    as: Located<string> | undefined,
  ): SourceName[] => {
    if (as) return [{ alias: as.value, span: as.span, written: true }];
    return table && span ? [{ alias: defaultAlias(table), span, written: false }] : [];
  };
  const own = named(source?.kind === "table" ? source.table : undefined, source?.span, alias);
  const members = source?.kind === "full" ? source.members : [];
  const ofMembers = members.flatMap(({ source: one, alias: as }) =>
    named(one.kind === "table" ? one.table : undefined, one.span, as),
  );
  return [...own, ...ofMembers];
}
