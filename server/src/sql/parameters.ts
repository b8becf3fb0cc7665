/** Parameters of a lookup put where the user's SQL speaks of them, for engines without subqueries that see the tables beside them. */
import type { Parameter } from "./plan.ts";
import { type Token, tokenize } from "./tokens.ts";
import type { DialectName } from "./types.ts";

/** The user's SQL with each `param.name` replaced by what it stands for, in parentheses; all else stays as written. */
export function withParametersInPlace(
  sql: string,
  parameters: readonly Parameter[],
  dialect: DialectName,
): string {
  const byName = new Map(parameters.map((one) => [one.name.toLowerCase(), one.sql]));
  const tokens = tokenize(sql, dialect);
  let text = "";
  let at = 0;
  tokens.forEach((token, index) => {
    const name = tokens[index + 2];
    const value = isParameter(tokens, index) ? byName.get(name?.value.toLowerCase() ?? "") : undefined;
    if (value === undefined || name === undefined) return;
    text += `${sql.slice(at, token.start)}(${closed(value)})`;
    at = name.end;
  });
  return text + sql.slice(at);
}

function isParameter(tokens: readonly Token[], index: number): boolean {
  const [before, alias, dot, name] = [tokens[index - 1], tokens[index], tokens[index + 1], tokens[index + 2]];
  const names = [alias, name].every((token) => token?.kind === "word" || token?.kind === "quoted");
  return names && before?.text !== "." && dot?.text === "." && alias?.value.toLowerCase() === "param";
}

/** A comment at the end can't swallow what follows. */
function closed(sql: string): string {
  return /--|#|\/\//.test(sql) ? `${sql.trim()}\n` : sql.trim();
}
