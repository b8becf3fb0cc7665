/** What tokens alone say about SQL: which brackets belong together, what stands in a sub-query, which functions are called. */

import type { DialectName } from "../types.ts";
import { functionKind, functionVaries, isBareFunction } from "./functionFacts.ts";
import { tooDeep } from "./nesting.ts";
import { isName, type Token, tokenize } from "./tokens.ts";
import type { FunctionUse, SqlProblem } from "./types.ts";

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

/** Whether a token stands in a sub-query, at any depth. */
function inQuery(structure: SqlStructure, index: number): boolean {
  for (
    let bracket = structure.parents[index] ?? -1;
    bracket >= 0;
    bracket = structure.parents[bracket] ?? -1
  ) {
    if (holdsQuery(structure, bracket)) return true;
  }
  return false;
}

const notFunctions = new Set(
  `in and or not case when then else over as on where select from join using values by filter within group exists any all
  some between like ilike is interval distinct union except intersect with having limit offset returning partition order
  rows range end lateral recursive materialized both leading trailing set into window qualify`.split(/\s+/),
);

/** Every function that is called, in the order of the text; none of what is too deep. */
export function functionsIn(structure: SqlStructure): FunctionUse[] {
  const found: FunctionUse[] = [];
  if (structure.tooDeep) return found;
  structure.tokens.forEach((token, index) => {
    if (!isName(token)) return;
    const called = isAt(structure, index + 1, "(");
    const word = wordAt(structure, index);
    if (called ? !isCall(structure, index) : !isBareCall(structure, index, word)) return;
    found.push(functionAt(structure, index));
  });
  return found;
}

/** `current_date`; Snowflake's sequences are asked as `name.nextval`. */
function isBareCall(structure: SqlStructure, index: number, word: string): boolean {
  if (isAt(structure, index - 1, ".")) return structure.dialect === "snowflake" && word === "nextval";
  return isBareFunction(word);
}

function isCall(structure: SqlStructure, index: number): boolean {
  if (isAt(structure, index - 1, ".")) return true;
  if (notFunctions.has(wordAt(structure, index))) return false;
  // A type (`as decimal(12,2)`), an alias with columns (`as t(a, b)`), or the head of a `with`.
  return !(isAt(structure, index - 1, "::") || wordAt(structure, index - 1) === "as");
}

function functionAt(structure: SqlStructure, index: number): FunctionUse {
  let first = index;
  while (isAt(structure, first - 1, ".") && isName(structure.tokens[first - 2])) first -= 2;
  const parts = structure.tokens.slice(first, index + 1).filter(isName);
  const name = parts.map((part) => part.value.toLowerCase()).join(".");
  const own = parts.at(-1)?.value.toLowerCase() ?? name;
  const kind = functionKind(own, structure.dialect);
  const varies = functionVaries(own, structure.dialect);
  return {
    name,
    start: parts[0]?.start ?? 0,
    end: parts.at(-1)?.end ?? 0,
    kind: hasOver(structure, index) ? "window" : kind,
    ...(varies ? { varies } : {}),
    ...(inQuery(structure, index) ? { inner: true } : {}),
  };
}

/** Whether `over` follows a call, after `filter (…)`, `within group (…)` and `ignore nulls`. */
function hasOver(structure: SqlStructure, index: number): boolean {
  let at = structure.partners.get(index + 1);
  while (at !== undefined) {
    const word = wordAt(structure, at + 1);
    if (word === "over") return true;
    if (word === "ignore" || word === "respect") at += 2;
    else if (word === "filter") at = structure.partners.get(at + 2);
    else if (word === "within") at = structure.partners.get(at + 3);
    else return false;
  }
  return false;
}
