/** Columns of a virtual alias put where the user's SQL speaks of them, for engines without subqueries that see the tables beside them. */
import { type Token, tokenize } from "../reader/tokens.ts";
import type { DialectName } from "../types.ts";

/** The user's SQL with each `alias.name` replaced by what it stands for, in parentheses; all else stays as written. */
export function putInPlace(
  dialect: DialectName,
  sql: string,
  alias: string,
  columns: readonly { readonly name: string; readonly sql: string }[],
): string {
  const byName = new Map(columns.map((one) => [one.name.toLowerCase(), one.sql]));
  const tokens = tokenize(sql, dialect);
  let text = "";
  let at = 0;
  tokens.forEach((token, index) => {
    const name = tokens[index + 2];
    const value = isColumn(tokens, index, alias) ? byName.get(name?.value.toLowerCase() ?? "") : undefined;
    if (value === undefined || name === undefined) return;
    text += `${sql.slice(at, token.start)}(${closed(value)})`;
    at = name.end;
  });
  return text + sql.slice(at);
}

function isColumn(tokens: readonly Token[], index: number, alias: string): boolean {
  const [before, first, dot, name] = [tokens[index - 1], tokens[index], tokens[index + 1], tokens[index + 2]];
  const names = [first, name].every((token) => token?.kind === "word" || token?.kind === "quoted");
  return names && before?.text !== "." && dot?.text === "." && first?.value.toLowerCase() === alias;
}

/** A comment at the end can't swallow what follows. */
function closed(sql: string): string {
  return /--|#|\/\//.test(sql) ? `${sql.trim()}\n` : sql.trim();
}
