import { type Token, tokenize } from "../sql/reader/tokens.ts";
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
  "overwrite",
]);

/**
 * The text of a query without a semicolon at its end, for engines that can't be told to refuse writing. Offsets into the
 * result are offsets into `sql`. Throws `WarehouseError` of kind `refused` for anything but one reading statement.
 */
export function oneQuery(sql: string, dialect: DialectName): string {
  const all = tokenize(sql, dialect);
  if (all.some((token) => token.doubtful || (token.open && token.kind !== "comment")))
    throw new WarehouseError(
      "refused",
      "It can't be told for sure where a text or a comment of the statement ends.",
    );
  const tokens = all.filter((token) => token.kind !== "comment");
  const last = tokens.findLastIndex((token) => token.text !== ";");
  const statement = tokens.slice(0, last + 1);
  if (statement.length === 0) throw new WarehouseError("refused", "There is no statement to run.");
  if (statement.some((token) => token.text === ";"))
    throw new WarehouseError("refused", "Only one statement can be run at a time.");
  if (!reads(statement))
    throw new WarehouseError("refused", "Only a query can be run; this statement is not a query.");
  return sql.slice(0, statement.at(-1)?.end);
}

/** A `with`, and Spark's `from`, may lead to a writing statement: its verb stands outside of all parentheses. */
function reads(statement: readonly Token[]): boolean {
  const first = statement.find((token) => token.text !== "(");
  if (!first || !readers.has(first.text.toLowerCase())) return false;
  const leads = /^(with|from)$/i.test(first.text);
  let depth = 0;
  for (const [i, { text, kind }] of statement.entries()) {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (depth === 0 && kind === "word" && !isName(statement, i)) {
      const word = text.toLowerCase();
      if (word === "into" || (leads && writers.has(word))) return false;
    }
  }
  return true;
}

/** A column after its table's dot, or a function such as `insert(…)`. */
function isName(statement: readonly Token[], i: number): boolean {
  return statement[i - 1]?.text === "." || statement[i + 1]?.text === "(";
}
