/** Comparisons that a condition of rows makes of a column and that are not true where it is null, read from the tokens around it. */

import type { DialectName } from "../types.ts";
import { isAt, type SqlStructure, structureOf, wordAt } from "./structure.ts";
import type { ColumnReference } from "./types.ts";

export interface Negation {
  readonly column: ColumnReference;
  readonly operator: "<>" | "!=" | "not in" | "not like" | "not ilike";
  /** The other side of `<>`, where it is one literal or name, which every operator binds. */
  readonly other?: string;
  /** Of the whole comparison. */
  readonly start: number;
  readonly end: number;
}

/**
 * In: a condition, and its columns outside of sub-queries. Out: each `<>`, `not in` and `not like` of one that says nothing else of the column: what asks
 * whether it is null, or compares it otherwise, knows what it does. None inside of calls and of `case`, whose value may be true after all.
 */
export function negationsIn(
  text: string,
  columns: readonly ColumnReference[],
  dialect: DialectName,
): Negation[] {
  const structure = structureOf(text, dialect);
  if (structure.loose.length > 0 || structure.tokens.some((_, at) => wordAt(structure, at) === "case"))
    return [];
  const named = columns.flatMap((column) => {
    const place = placeOf(structure, column);
    return place ? [{ column, ...place, name: nameOf(column) }] : [];
  });
  return named.flatMap(({ column, first, last, name }): Negation[] => {
    const negation = isCondition(structure, first) ? after(structure, column, { first, last }) : undefined;
    const others = named.filter((one) => one.name === name && one.column !== column);
    const isSaid = others.some((one) => !after(structure, one.column, one));
    return negation && !isSaid ? [negation] : [];
  });
}

const nameOf = ({ parts }: ColumnReference): string => parts.map(({ name }) => name.toLowerCase()).join(".");

interface Place {
  /** Tokens. */
  readonly first: number;
  readonly last: number;
}

function placeOf({ tokens }: SqlStructure, { start, end }: ColumnReference): Place | undefined {
  const first = tokens.findIndex((token) => token.start === start);
  const last = tokens.findIndex((token) => token.end === end);
  return first < 0 || last < 0 ? undefined : { first, last };
}

/** Whether what begins at a token is one of conditions that are joined by `and` and `or`, in brackets that only group. */
function isCondition(structure: SqlStructure, first: number): boolean {
  const before = wordAt(structure, first - 1);
  const isOpening = isAt(structure, first - 1, "(");
  if (first > 0 && !isOpening && before !== "and" && before !== "or") return false;
  let bracket = structure.parents[first] ?? -1;
  while (bracket >= 0) {
    const word = wordAt(structure, bracket - 1);
    const isGroup = bracket === 0 || word === "and" || word === "or" || isAt(structure, bracket - 1, "(");
    if (!isGroup || !isAt(structure, bracket, "(")) return false;
    bracket = structure.parents[bracket] ?? -1;
  }
  return true;
}

function after(
  structure: SqlStructure,
  column: ColumnReference,
  { first, last }: Place,
): Negation | undefined {
  const { tokens, text, partners } = structure;
  const start = tokens[first]?.start ?? column.start;
  const sign = tokens[last + 1]?.text;
  if (sign === "<>" || sign === "!=") {
    const next = endOfSide(structure, last + 2);
    const [side, end] = [tokens[last + 2], tokens[next - 1]?.end];
    if (!side || end === undefined || next === last + 2) return undefined;
    const other = text.slice(side.start, end);
    const isSimple = next === last + 3 || /^[\w.]+$/.test(other);
    return { column, operator: sign, start, end, ...(isSimple && { other }) };
  }
  if (wordAt(structure, last + 1) !== "not") return undefined;
  const word = wordAt(structure, last + 2);
  if (word !== "in" && word !== "like" && word !== "ilike") return undefined;
  const closing = partners.get(last + 3) ?? last + 3;
  const end = tokens[closing]?.end;
  return end === undefined ? undefined : { column, operator: `not ${word}`, start, end };
}

/** The token behind an operand: a connective, or the end of what it stands in. */
function endOfSide(structure: SqlStructure, from: number): number {
  const { tokens, parents, partners } = structure;
  const bracket = parents[from] ?? -1;
  let at = from;
  while (at < tokens.length && at !== partners.get(bracket)) {
    const isConnective = parents[at] === bracket && ["and", "or"].includes(wordAt(structure, at));
    if (isConnective) break;
    at++;
  }
  return at;
}
