/** The type that a text states itself, whatever it reads: a cast, or a literal. Told by its tokens, so that it needs no catalog. */
import type { DialectName } from "../types.ts";
import { isName, type Token, tokenize } from "./tokens.ts";

/**
 * In: one expression. Out: the type as written in `cast(… as text)`, `try_cast`, `safe_cast` or `…::text`, `date '…'`; `varchar` for a text in quotes
 * and for texts that are joined to one by `||`. `undefined` where the expression as a whole is none of these.
 */
export function statedType(sql: string, dialect: DialectName): string | undefined {
  const tokens = withoutBrackets(tokenize(sql, dialect).filter(({ kind }) => kind !== "comment"));
  const typeTokens = castTarget(tokens) ?? colonTarget(tokens) ?? literalType(tokens);
  const [first] = typeTokens ?? [];
  const last = typeTokens?.at(-1);
  if (first && last) return sql.slice(first.start, last.end);
  return isJoinedText(tokens) ? "varchar" : undefined;
}

const casts = new Set(["cast", "try_cast", "safe_cast"]);

/** `cast(<anything> as <type>)` from end to end. */
function castTarget(tokens: readonly Token[]): readonly Token[] | undefined {
  const [name, open] = tokens;
  if (!name || !casts.has(name.text.toLowerCase()) || open?.text !== "(") return undefined;
  if (closing(tokens, 1) !== tokens.length - 1) return undefined;
  const depths = depthsOf(tokens);
  const at = tokens.findLastIndex((token, i) => depths[i] === 1 && token.text.toLowerCase() === "as");
  return at < 0 ? undefined : tokens.slice(at + 1, -1);
}

/** `<column, call or brackets>::<type>`: a cast binds closer than any operator before it. */
function colonTarget(tokens: readonly Token[]): readonly Token[] | undefined {
  const depths = depthsOf(tokens);
  const at = tokens.findLastIndex((token, i) => depths[i] === 0 && token.text === "::");
  if (at < 1 || !isOneOperand(tokens.slice(0, at))) return undefined;
  const type = tokens.slice(at + 1);
  const isType = type.every(
    ({ kind, text }) => kind === "word" || kind === "number" || /^[(),[\]]$/.test(text),
  );
  return isType && type.length > 0 ? type : undefined;
}

/** `date '2026-01-01'`, and the like. */
function literalType(tokens: readonly Token[]): readonly Token[] | undefined {
  const [type, text] = tokens;
  const isTyped = tokens.length === 2 && type?.kind === "word" && text?.kind === "string";
  return isTyped && /^(?:date|time|datetime|timestamp\w*)$/i.test(type.text) ? [type] : undefined;
}

/** A literal, brackets, or a dotted name that may be called; casts of these, too. */
function isOneOperand(tokens: readonly Token[]): boolean {
  const depths = depthsOf(tokens);
  const outer = tokens.filter((_, at) => depths[at] === 0).map((token) => (isName(token) ? "n" : token.text));
  const [first] = tokens;
  if (tokens.length === 1) return first?.kind === "string" || first?.kind === "number" || isName(first);
  return /^(?:n(?:\.n)*)?(?:\(\))?(?:::n)*$/.test(outer.join(""));
}

/** A text in quotes, alone or joined to others: no list can be joined to it. */
function isJoinedText(tokens: readonly Token[]): boolean {
  const depths = depthsOf(tokens);
  const isOuter = (_: Token, at: number) => depths[at] === 0;
  const outer = tokens.filter(isOuter);
  const joins = outer.filter(({ kind, text }) => kind === "operator" && !/^[.()]$/.test(text));
  const words = tokens.filter((token, at) => isOuter(token, at) && token.kind === "word" && isKeyword(token));
  return (
    joins.every(({ text }) => text === "||") &&
    words.length === 0 &&
    outer.some(({ kind }) => kind === "string") &&
    (joins.length > 0 || tokens.length === 1)
  );
}

/** Words that make something else of what stands around them. */
function isKeyword({ text }: Token): boolean {
  return /^(?:and|or|not|is|in|like|ilike|between|case|when|then|else|end|interval|date|time|timestamp|collate|at|similar|over|filter|array)$/i.test(
    text,
  );
}

function withoutBrackets(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (inner[0]?.text === "(" && closing(inner, 0) === inner.length - 1) inner = inner.slice(1, -1);
  return inner;
}

/** Where the bracket that opens at an index closes. */
function closing(tokens: readonly Token[], open: number): number {
  const depths = depthsOf(tokens);
  return tokens.findIndex((_, at) => at > open && depths[at] === depths[open]);
}

/** How many brackets are open around each token; those themselves stand outside. */
function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.map(({ text, kind }) => {
    if (kind !== "operator" && kind !== "unknown") return depth;
    if (/^[)\]}]$/.test(text)) depth--;
    const own = depth;
    if (/^[([{]$/.test(text)) depth++;
    return own;
  });
}
