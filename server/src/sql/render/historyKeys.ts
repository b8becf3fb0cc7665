/** What the condition of a join says about the joined table alone, and which of its columns it holds against other tables. */
import { type Token, tokenize } from "../reader/tokens.ts";
import type { DialectName } from "../types.ts";

export interface HistoryKeys {
  /** Expressions over the joined table that must equal something of the tables before it; none where it is the same for all of them. */
  readonly keys: readonly string[];
  /** What each of them must equal, in their order. */
  readonly others: readonly string[];
  /** Conditions on the joined table alone. */
  readonly filters: readonly string[];
}

/**
 * In: the join's condition; the alias of the joined table.
 * Out: `undefined` unless every part of it is one of: an equality between that table and others, a condition on one side alone. Names
 * without a qualifier belong to nobody known.
 */
export function historyKeys(on: string, alias: string, dialect: DialectName): HistoryKeys | undefined {
  const tokens = tokenize(on, dialect).filter(({ kind }) => kind !== "comment");
  const keys: string[] = [];
  const others: string[] = [];
  const filters: string[] = [];
  const parts = conjuncts(unwrapped(tokens));
  if (parts.some(hasAlternatives)) return undefined;
  for (const part of parts) {
    const side = sideOf(part, alias);
    if (side === undefined) return undefined;
    if (side === "others") continue;
    if (side === "own") {
      filters.push(textOf(on, part));
      continue;
    }
    const sides = equalSides(part, alias);
    if (sides === undefined) return undefined;
    keys.push(textOf(on, sides.own));
    others.push(textOf(on, sides.other));
  }
  return { keys, others, filters };
}

const textOf = (sql: string, tokens: readonly Token[]) =>
  sql.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);

const lower = (token: Token | undefined) => (token?.kind === "word" ? token.text.toLowerCase() : token?.text);

const depthAfter = (depth: number, token: Token) => {
  const text = lower(token) ?? "";
  if (["(", "[", "case"].includes(text)) return depth + 1;
  return [")", "]", "end"].includes(text) ? depth - 1 : depth;
};

/** Without parentheses around all of it. */
function unwrapped(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  const closesAt = tokens.findIndex((token) => {
    depth = depthAfter(depth, token);
    return depth === 0;
  });
  if (tokens[0]?.text !== "(" || closesAt !== tokens.length - 1) return tokens;
  return unwrapped(tokens.slice(1, -1));
}

/** What `and` joins at the top; the `and` of a `between` is none. */
function conjuncts(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  let between = false;
  for (const token of tokens) {
    depth = depthAfter(depth, token);
    const word = depth === 0 ? lower(token) : undefined;
    if (word === "and" && !between) {
      parts.push([]);
      continue;
    }
    if (word === "between") between = true;
    else if (word === "and") between = false;
    parts.at(-1)?.push(token);
  }
  return parts;
}

/** Such a part reaches over the `and` beside it. */
function hasAlternatives(part: readonly Token[]): boolean {
  let depth = 0;
  return part.some((token) => {
    depth = depthAfter(depth, token);
    return depth === 0 && lower(token) === "or";
  });
}

const innerWords = new Set(
  "and or not is null true false in like ilike between case when then else end distinct from as date timestamp interval".split(
    " ",
  ),
);

/** Whose columns a part speaks of; `undefined` where that can't be told. */
function sideOf(part: readonly Token[], alias: string): "own" | "others" | "both" | undefined {
  let own = false;
  let others = false;
  for (const [at, token] of part.entries()) {
    if (token.kind !== "word" && token.kind !== "quoted") continue;
    if (part[at - 1]?.text === ".") continue;
    const next = part[at + 1]?.text;
    if (next === ".") {
      if (token.value.toLowerCase() === alias.toLowerCase()) own = true;
      else others = true;
    } else if (lower(token) === "select" || !(next === "(" || innerWords.has(lower(token) ?? ""))) {
      return undefined;
    }
  }
  if (own) return others ? "both" : "own";
  return "others";
}

/** Both sides of `its expression = another's`: the joined table's own, and the other. */
function equalSides(
  part: readonly Token[],
  alias: string,
): { readonly own: readonly Token[]; readonly other: readonly Token[] } | undefined {
  const bare = unwrapped(part);
  let depth = 0;
  const signs = bare.flatMap((token, at) => {
    const outside = depth === 0;
    depth = depthAfter(depth, token);
    const decides = /^[=<>!]/.test(token.text) || innerWords.has(lower(token) ?? "");
    return outside && depth === 0 && decides ? [{ at, text: token.text }] : [];
  });
  const [sign, ...more] = signs;
  if (sign?.text !== "=" || more.length > 0) return undefined;
  const [left, right] = [bare.slice(0, sign.at), bare.slice(sign.at + 1)];
  const sides = [sideOf(left, alias), sideOf(right, alias)];
  if (sides[0] === "own" && sides[1] === "others") return { own: left, other: right };
  return sides[0] === "others" && sides[1] === "own" ? { own: right, other: left } : undefined;
}
