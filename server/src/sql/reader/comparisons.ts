/** Columns held against literals, read from the tokens around each column. */
import { isAt, type SqlStructure, wordAt } from "./structure.ts";
import type { ColumnReference, Comparison } from "./types.ts";

type Literal = Comparison["literals"][number];

const operators = new Set(["=", "==", "<>", "!=", "<", ">", "<=", ">=", "<=>"]);
const mirrored: Readonly<Record<string, string>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
const enders = new Set(["and", "or", "then", "else", "when", "end", ""]);

/** In: the columns found in the same text. `1 = o.a` comes out as `o.a = 1`. */
export function comparisonsIn(structure: SqlStructure, columns: readonly ColumnReference[]): Comparison[] {
  if (
    columns.length === 0 ||
    !structure.tokens.some((token) => token.kind === "string" || token.kind === "number")
  ) {
    return [];
  }
  const ends = new Map(structure.tokens.map((token, index) => [token.end, index]));
  const starts = new Map(structure.tokens.map((token, index) => [token.start, index]));
  return columns.flatMap((column) => {
    const last = ends.get(column.end);
    const first = starts.get(column.start);
    if (last === undefined || first === undefined) return [];
    const found = after(structure, column, last) ?? before(structure, column, first, last);
    return found ? [found] : [];
  });
}

function after(structure: SqlStructure, column: ColumnReference, last: number): Comparison | undefined {
  const operator = structure.tokens[last + 1]?.text ?? "";
  if (operators.has(operator)) {
    const literal = literalAt(structure, last + 2);
    return literal && isEnd(structure, literal.next)
      ? { column, operator, literals: [literal.literal] }
      : undefined;
  }
  const negated = wordAt(structure, last + 1) === "not";
  const at = negated ? last + 2 : last + 1;
  if (wordAt(structure, at) !== "in" || !isAt(structure, at + 1, "(")) return undefined;
  const literals = list(structure, at + 2);
  return literals ? { column, operator: negated ? "not in" : "in", literals } : undefined;
}

function before(
  structure: SqlStructure,
  column: ColumnReference,
  first: number,
  last: number,
): Comparison | undefined {
  const operator = structure.tokens[first - 1]?.text ?? "";
  const literal = operators.has(operator) ? literalAt(structure, first - 2) : undefined;
  if (!literal || !isEnd(structure, last + 1) || !isStart(structure, first - 3)) return undefined;
  return { column, operator: mirrored[operator] ?? operator, literals: [literal.literal] };
}

function list(structure: SqlStructure, from: number): Literal[] | undefined {
  const literals: Literal[] = [];
  for (let at = from; ; at++) {
    const read = literalAt(structure, at);
    if (!read) return undefined;
    literals.push(read.literal);
    at = read.next;
    if (isAt(structure, at, ")")) return literals;
    if (!isAt(structure, at, ",")) return undefined;
  }
}

function literalAt(structure: SqlStructure, index: number): { literal: Literal; next: number } | undefined {
  const sign = isAt(structure, index, "-") ? 1 : 0;
  const token = structure.tokens[index + sign];
  const fits = token && (token.kind === "number" || (sign === 0 && token.kind === "string"));
  if (!fits) return undefined;
  const start = structure.tokens[index]?.start ?? token.start;
  const value = sign ? `-${token.value}` : token.value;
  return {
    literal: { value, quoted: token.kind === "string", start, end: token.end },
    next: index + sign + 1,
  };
}

function isEnd(structure: SqlStructure, index: number): boolean {
  const token = structure.tokens[index];
  if (!token || token.text === ")" || token.text === ",") return true;
  return token.kind === "word" && enders.has(wordAt(structure, index));
}

function isStart(structure: SqlStructure, index: number): boolean {
  const token = structure.tokens[index];
  if (!token || token.text === "(" || token.text === ",") return true;
  return ["and", "or", "not", "when", "where", "then", "else", "on"].includes(wordAt(structure, index));
}
