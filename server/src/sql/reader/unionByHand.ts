/** Queries that put tables together and do nothing else. */
import type { DialectName } from "../types.ts";
import { type SqlStructure, structureOf } from "./structure.ts";
import { isName, type Token } from "./tokens.ts";

/** In: a query. Out: the tables, as it names them, where it is a `union all` of columns of one table each; else `undefined`. */
export function namesOfUnionAll(sql: string, dialect: DialectName): string[] | undefined {
  const structure = structureOf(sql, dialect);
  const parts = selects(structure);
  if (parts.length < 2) return undefined;
  const names = parts.map(tableOf);
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** The tokens of each `select`, those in brackets too. */
function selects({ tokens, parents }: SqlStructure): Token[][] {
  const parts: Token[][] = [[]];
  tokens.forEach((token, at) => {
    const isAll = wordOf(token) === "all" && wordOf(tokens[at - 1]) === "union";
    if (parents[at] === -1 && isAll) {
      parts.at(-1)?.pop();
      parts.push([]);
    } else parts.at(-1)?.push(token);
  });
  return parts;
}

/** The one table of `select columns from table as alias`. */
function tableOf([first, ...tokens]: readonly Token[]): string | undefined {
  const from = tokens.findIndex((token) => wordOf(token) === "from");
  if (wordOf(first) !== "select" || from < 1) return undefined;
  const isPlain = tokens
    .slice(0, from)
    .every((token) => token.kind !== "operator" || plainOperators.has(token.text));
  const after = tokens.slice(from + 1);
  const end = lengthOfName(after);
  const alias = after.slice(end).filter((token) => wordOf(token) !== "as");
  const isAlone = alias.length === 0 || (alias.length === 1 && isName(alias[0]));
  if (!isPlain || !isAlone || end === 0 || wordOf(tokens[0]) === "distinct") return undefined;
  return after
    .slice(0, end)
    .map(({ text }) => text)
    .join("");
}

/** What columns, constants and casts of them are written with. */
const plainOperators = new Set([".", ",", "*", "::"]);

/** How many tokens a name with its parts has; none where there is no name. */
function lengthOfName(tokens: readonly Token[]): number {
  let last = 0;
  while (tokens[last + 1]?.text === "." && isName(tokens[last + 2])) last += 2;
  return isName(tokens[0]) ? last + 1 : 0;
}

function wordOf(token: Token | undefined): string | undefined {
  return token?.kind === "word" ? token.value.toLowerCase() : undefined;
}
