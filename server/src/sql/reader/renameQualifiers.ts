/** A text whose tables are called otherwise. */
import type { DialectName } from "../types.ts";
import { qualifiersOf } from "./qualifiers.ts";

/**
 * What stands before the dot of a column by another name; all else stays as written, and so does the name of a table of a sub-query's own.
 * In: the names to write, as SQL writes them, by the old ones in lower case.
 */
export function renameQualifiers(
  sql: string,
  names: ReadonlyMap<string, string>,
  dialect: DialectName,
): string {
  let text = "";
  let at = 0;
  for (const { name, inner, start, end } of qualifiersOf(sql, dialect).places) {
    const written = names.get(name.toLowerCase());
    if (written === undefined || inner) continue;
    text += sql.slice(at, start) + written;
    at = end;
  }
  return text + sql.slice(at);
}
