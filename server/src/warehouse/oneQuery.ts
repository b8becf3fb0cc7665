import { type Token, tokenize } from "../sql/tokens.ts";
import type { DialectName } from "../sql/types.ts";
import { WarehouseError } from "./types.ts";

/** What a statement that only reads begins with, in every dialect. */
const readers = new Set(["select", "with", "values", "table", "from"]);
const writers = new Set([
  "insert",
  "update",
  "delete",
  "merge",
  "create",
  "drop",
  "alter",
  "truncate",
  "grant",
]);

/**
 * The text of a query without a semicolon at its end, for engines that can't be told to refuse writing. Offsets into the
 * result are offsets into `sql`. Throws `WarehouseError` of kind `refused` for anything but one reading statement.
 */
export function oneQuery(sql: string, dialect: DialectName): string {
  const tokens = tokenize(sql, dialect).filter((token) => token.kind !== "comment");
  const last = tokens.findLastIndex((token) => token.text !== ";");
  const statement = tokens.slice(0, last + 1);
  if (statement.length === 0) throw new WarehouseError("refused", "There is no statement to run.");
  if (statement.some((token) => token.text === ";"))
    throw new WarehouseError("refused", "Only one statement can be run at a time.");
  if (!reads(statement))
    throw new WarehouseError("refused", "Only a query can be run; this statement is none.");
  return sql.slice(0, statement.at(-1)?.end);
}

/** A `with` may lead to a writing statement: its verb stands outside of all parentheses. */
function reads(statement: readonly Token[]): boolean {
  const first = statement.find((token) => token.text !== "(");
  if (!first || !readers.has(first.text.toLowerCase())) return false;
  if (first.text.toLowerCase() !== "with") return true;
  let depth = 0;
  for (const { text } of statement) {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (depth === 0 && writers.has(text.toLowerCase())) return false;
  }
  return true;
}
