/** Jinja in SQL: dbt renders it before an engine sees it, and nothing does here. */
import type { Token } from "./tokens.ts";
import type { SqlMode } from "./types.ts";

/** Whether a tag of Jinja begins at a token: `{{` or `{%`. */
export function isTemplate(tokens: readonly Token[], index: number): boolean {
  const [token, next] = [tokens[index], tokens[index + 1]];
  return token?.text === "{" && (next?.text === "{" || next?.text === "%") && next.start === token.end;
}

/** What to write instead of the tag that begins a text, as a sentence. */
export function insteadOfTemplate(text: string, mode: SqlMode): string {
  if (bracedTable.test(text)) {
    return mode === "query"
      ? "Name the table below `tables`, as in `orders: ref('orders')`, and use that name here."
      : "Join the table, as in `join: [{from: ref('orders'), …}]`, and use its columns.";
  }
  return /^\{\{-?\s{0,20}(?:var|env_var|target)\b/.test(text)
    ? "Write the value itself. What varies comes as columns: `event.at`, and `param.…` in a lookup."
    : "Only dbt runs Jinja and macros: write the SQL that comes out, which `dbt compile` shows.";
}

/** A table in braces, with the reference in them. */
export interface BracedTable extends Pick<Token, "start" | "end"> {
  readonly reference: string;
}

/** All `{{ ref(…) }}` and `{{ source(…) }}` among the tokens of a text. */
export function bracedTables(text: string, tokens: readonly Token[]): BracedTable[] {
  return tokens.flatMap(({ start }, index) => {
    const found = isTemplate(tokens, index)
      ? bracedTable.exec(text.slice(start, start + longest))
      : undefined;
    return found?.[1] === undefined ? [] : [{ start, end: start + found[0].length, reference: found[1] }];
  });
}

/** More than anyone writes in braces, in UTF-16 units. */
const longest = 500;
const bracedTable = /^\{\{-?\s{0,20}((?:ref|source)\s{0,20}\([^(){}]*\))\s{0,20}-?\}\}/;
