/** What tokens alone say about SQL: which brackets belong together, and what is a query. */

import type { DialectName } from "../types.ts";
import { tooDeep } from "./nesting.ts";
import { type Token, tokenize } from "./tokens.ts";
import type { SqlProblem } from "./types.ts";

export interface SqlStructure {
  readonly dialect: DialectName;
  readonly text: string;
  /** All tokens, comments included. */
  readonly all: readonly Token[];
  /** Without comments; the indexes below are into this. */
  readonly tokens: readonly Token[];
  /** Each bracket's partner; absent where it has none. */
  readonly partners: ReadonlyMap<number, number>;
  /** Brackets without a partner. */
  readonly loose: readonly number[];
  /** For each token the index of the innermost bracket it stands in, -1 outside of all. */
  readonly parents: readonly number[];
  /** Why nothing that reads trees may read it. */
  readonly tooDeep?: SqlProblem;
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const queryWords = new Set([
  "select",
  "with",
  "from",
  "values",
  "table",
  "pivot",
  "describe",
  "show",
  "summarize",
]);

/** Cuts SQL into tokens and pairs its brackets. Never fails. */
export function structureOf(text: string, dialect: DialectName): SqlStructure {
  const all = tokenize(text, dialect);
  const tokens = all.filter((token) => token.kind !== "comment");
  const partners = new Map<number, number>();
  const loose: number[] = [];
  const parents: number[] = [];
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.kind === "operator" && ")]}".includes(token.text)) {
      const opener = open.at(-1);
      if (opener !== undefined && closing[tokens[opener]?.text ?? ""] === token.text) {
        open.pop();
        partners.set(opener, index).set(index, opener);
      } else loose.push(index);
    }
    parents.push(open.at(-1) ?? -1);
    if (token.kind === "operator" && closing[token.text]) open.push(index);
  });
  const deep = tooDeep(tokens);
  return {
    ...{ dialect, text, all, tokens, partners, parents },
    loose: [...loose, ...open].sort((a, b) => a - b),
    ...(deep ? { tooDeep: deep } : {}),
  };
}

/** The word at an index in lower case; "" for anything that is not an unquoted word. */
export function wordAt(structure: SqlStructure, index: number): string {
  const token = structure.tokens[index];
  return token?.kind === "word" ? token.text.toLowerCase() : "";
}

/** Whether the operator or bracket at an index is this one. */
export function isAt(structure: SqlStructure, index: number, text: string): boolean {
  const token = structure.tokens[index];
  return token?.kind === "operator" && token.text === text;
}

/** Whether a bracket (-1: the whole text) holds a query rather than an expression. */
export function holdsQuery(structure: SqlStructure, bracket: number): boolean {
  if (bracket >= 0 && !isAt(structure, bracket, "(")) return false;
  let first = bracket + 1;
  while (isAt(structure, first, "(")) first++;
  return queryWords.has(wordAt(structure, first)) && !isAt(structure, first + 1, ".");
}
