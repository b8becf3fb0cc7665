/** What a table is called in SQL where nobody gives it a name. */
import type { Join, TableReference } from "../spec/types.ts";

/** The alias of a query or a union that was given none. */
export const unnamedQuery = "source";

/** The alias that a table has when none is given: the last part of its name. */
export function defaultAlias(reference: TableReference): string {
  if (reference.kind === "ref") return reference.model;
  if (reference.kind === "source") return reference.table;
  return reference.parts.at(-1) ?? "";
}

/** What a source or a joined table is called in SQL; `undefined` where there is no table yet. */
export function calledAlias({ source, alias }: Pick<Join, "source" | "alias">): string | undefined {
  if (!source) return undefined;
  return alias?.value ?? (source.kind === "table" ? defaultAlias(source.table) : unnamedQuery);
}
