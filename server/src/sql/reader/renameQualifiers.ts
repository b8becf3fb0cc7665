/** A text whose tables are called otherwise. */
import type { DialectName } from "../types.ts";
import { holdsQuery, type SqlStructure, structureOf } from "./structure.ts";
import { isName } from "./tokens.ts";

/**
 * What stands before the dot of a column by another name; all else stays as written, and so does the name of a table of a sub-query's own.
 * In: the names to write, as SQL writes them, by the old ones in lower case.
 */
export function renameQualifiers(
  sql: string,
  names: ReadonlyMap<string, string>,
  dialect: DialectName,
): string {
  const structure = structureOf(sql, dialect);
  const { tokens } = structure;
  const own = ownTables(structure, names);
  let text = "";
  let at = 0;
  tokens.forEach((token, index) => {
    if (!isName(token) || tokens[index + 1]?.text !== "." || tokens[index - 1]?.text === ".") return;
    const name = token.value.toLowerCase();
    const written = names.get(name);
    if (written === undefined || enclosing(structure, index).some((query) => own.has(`${query} ${name}`)))
      return;
    text += sql.slice(at, token.start) + written;
    at = token.end;
  });
  return text + sql.slice(at);
}

/** Names of tables that sub-queries have for themselves, each behind its query's bracket. */
function ownTables(structure: SqlStructure, names: ReadonlyMap<string, string>): ReadonlySet<string> {
  const { tokens } = structure;
  return new Set(
    tokens.flatMap((token, index) => {
      const name = isName(token) ? token.value.toLowerCase() : undefined;
      const isAlone = name !== undefined && names.has(name) && tokens[index + 1]?.text !== ".";
      const [query] = isAlone ? enclosing(structure, index) : [];
      return query === undefined ? [] : [`${query} ${name}`];
    }),
  );
}

/** The sub-queries around a token, the innermost first: their brackets. */
function enclosing(structure: SqlStructure, index: number): number[] {
  const found: number[] = [];
  for (let at = structure.parents[index] ?? -1; at >= 0; at = structure.parents[at] ?? -1)
    if (holdsQuery(structure, at)) found.push(at);
  return found;
}
