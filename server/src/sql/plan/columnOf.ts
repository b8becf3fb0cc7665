import type { Alias } from "../../project/aliases.ts";
import { findColumn } from "../../project/catalog.ts";
import type { Column } from "../../project/types.ts";

/** The catalog's column that a text names which is a column and nothing else, and whose it is. In: the parts of the name. */
export function columnOf(
  parts: readonly string[],
  aliases: readonly Alias[],
): { readonly alias: Alias; readonly column: Column } | undefined {
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  const wanted = parts.length === 2 ? parts[0]?.toLowerCase() : undefined;
  const found = aliases
    .filter(({ alias, qualified }) => (wanted === undefined ? !qualified : alias.toLowerCase() === wanted))
    .flatMap((alias) => {
      const column = alias.table && findColumn(alias.table, name);
      return column ? [{ alias, column }] : [];
    });
  return found.length === 1 ? found[0] : undefined;
}
