/**
 * SQL as tokens, the way each engine's own lexer cuts it. Never fails: what is half typed is an unclosed token.
 * All safety of user SQL rests on this, not on a grammar, so it prefers `doubtful` over a guess.
 */

import type { DialectName } from "../types.ts";
import { type LexicalRules, lexicalRules } from "./lexicalRules.ts";

type TokenKind = "word" | "quoted" | "string" | "number" | "operator" | "comment" | "parameter" | "unknown";

/** Offsets are UTF-16, half open, into the text that was given. Whitespace is between the tokens. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  /** Content without quotes and escapes for strings and quoted identifiers; else as written. */
  readonly value: string;
  /** Absent unless the text ends inside it. */
  readonly open?: true;
  /** Engines, their versions or settings disagree on where it ends. */
  readonly doubtful?: true;
}

interface Cut {
  readonly kind: TokenKind;
  readonly end: number;
  readonly value?: string;
  readonly open?: boolean;
  readonly doubtful?: boolean;
}

/** None ends in `-` or `/`: a comment may begin there. */
const longOperators = new Set(
  "!~~* ->> #>> <=> !~* !~~ ~~* <-> :: := => -> #> @> <@ @@ @? ?| ?& || && <= >= <> != == << >> !~ ~* ~~ ^@ ** |>".split(
    " ",
  ),
);

/** Nearly all words; the general pattern costs five times as much. */
const plainWordPattern = /[A-Za-z_][\w$]*(?![\w$\u0080-\uffff])/y;
const wordPattern = /[\p{L}\p{M}_][\p{L}\p{M}\p{N}_$]*/uy;
const numberPattern = /(?:0[xX][\da-fA-F_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y;
const prefixPattern = /(?:[uU]&|[A-Za-z]{1,2})(?=['"])/y;
const dollarPattern = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const parameterPattern = /\$(?:\d+|[\p{L}_][\p{L}\p{N}_]*)/uy;
/** An escape in a name that is no quote and no backslash: it spells some other letter. */
const spelledLetter = /(?<!\\)(?:\\\\)*\\[^\\'"`]/;
const nextPiece = /^(?:\s|--[^\n]*\n)*'/;
const whitespace = /\s*/y;

/** Whether a token can be a name: a word, also one of the language's, or a quoted identifier. */
export function isName(token: Token | undefined): token is Token & { readonly kind: "word" | "quoted" } {
  return token?.kind === "word" || token?.kind === "quoted";
}

/** Cuts `text` into tokens. In: any text. Out: tokens in order, not overlapping, whitespace left out. */
export function tokenize(text: string, dialect: DialectName): Token[] {
  const rules = lexicalRules[dialect];
  const tokens: Token[] = [];
  let at = afterSpace(text, 0);
  while (at < text.length) {
    const cut = cutAt(text, at, rules);
    tokens.push(tokenOf(cut, at, text.slice(at, cut.end)));
    at = afterSpace(text, cut.end);
  }
  return tokens;
}

function tokenOf(cut: Cut, start: number, text: string): Token {
  const token = { kind: cut.kind, start, end: cut.end, text, value: cut.value ?? text };
  if (!cut.open && !cut.doubtful) return token;
  return { ...token, ...(cut.open ? { open: true } : {}), ...(cut.doubtful ? { doubtful: true } : {}) };
}

function cutAt(text: string, at: number, rules: LexicalRules): Cut {
  return (
    cutComment(text, at, rules) ??
    cutPrefixed(text, at, rules) ??
    cutWordOrNumber(text, at) ??
    cutQuoted(text, at, rules) ??
    cutDollar(text, at, rules) ??
    cutOperator(text, at)
  );
}

function cutWordOrNumber(text: string, at: number): Cut | undefined {
  const word = matchEnd(plainWordPattern, text, at) ?? matchEnd(wordPattern, text, at);
  // Where `$` is no part of a name, `$$` would open a string here.
  if (word !== undefined) return { kind: "word", end: word, doubtful: text.slice(at, word).includes("$$") };
  const number = matchEnd(numberPattern, text, at);
  return number === undefined ? undefined : { kind: "number", end: number };
}

function cutComment(text: string, at: number, rules: LexicalRules): Cut | undefined {
  if (text.startsWith("/*", at)) {
    const close = text.indexOf("*/", at + 2);
    const end = close < 0 ? text.length : close + 2;
    // Some engines nest comments and some don't: one inside another ends at two different places.
    const nested = text.slice(at + 2, end).includes("/*");
    return { kind: "comment", end, open: close < 0, doubtful: nested };
  }
  if (!rules.lineComments.some((opening) => text.startsWith(opening, at))) return undefined;
  const newline = text.indexOf("\n", at);
  const end = newline < 0 ? text.length : newline;
  const content = text.slice(at, end).replace(/\r$/, "");
  // A lone carriage return ends the comment on some engines only; Spark goes on after a backslash.
  return {
    kind: "comment",
    end,
    open: newline < 0,
    doubtful: content.includes("\r") || content.endsWith("\\"),
  };
}

function cutPrefixed(text: string, at: number, rules: LexicalRules): Cut | undefined {
  if (!isQuote(text[at + 1]) && !isQuote(text[at + 2])) return undefined;
  const quoteAt = matchEnd(prefixPattern, text, at);
  if (quoteAt === undefined) return undefined;
  const style = rules.prefixes[text.slice(at, quoteAt).toLowerCase()];
  const quote = text[quoteAt];
  const isIdentifier = quote === '"' && rules.doubleQuotes !== "string";
  // `U&"\005fx"` is a name whose letters are spelled by their numbers: what it calls can't be told from the text.
  if (isIdentifier && style !== undefined && text[quoteAt - 1] === "&")
    return { kind: "quoted", ...scanQuotes(text, quoteAt, plainQuotes), doubtful: true };
  if (style === undefined || isIdentifier) return undefined;
  const cut = cutString(text, quoteAt, rules, style === "backslashes");
  const content = text.slice(quoteAt + 1, cut.end - 1);
  if (style === "raw") return { ...cut, doubtful: content.endsWith("\\") || content.includes(quote ?? "'") };
  // Postgres reads escapes in the pieces that follow on the next lines, too.
  const goesOn = style === "backslashes" && rules.dollarQuotes && nextPiece.test(text.slice(cut.end));
  return goesOn ? { ...cut, doubtful: true } : cut;
}

function cutQuoted(text: string, at: number, rules: LexicalRules): Cut | undefined {
  const quote = text[at];
  if (quote === "'") return cutString(text, at, rules, rules.backslashes === true);
  if (quote === '"' && rules.doubleQuotes === "string") return cutString(text, at, rules, true);
  if (quote === '"' || (quote === "`" && rules.backticks)) {
    const backslashes = rules.identifierBackslashes === true;
    const cut = scanQuotes(text, at, { quote, backslashes, doubled: true });
    return { kind: "quoted", ...cut, doubtful: backslashes && spelledLetter.test(text.slice(at, cut.end)) };
  }
  if (!rules.curlyQuotes || (quote !== "‘" && quote !== "“")) return undefined;
  const close = text.indexOf(quote === "‘" ? "’" : "”", at + 1);
  const end = close < 0 ? text.length : close + 1;
  return {
    kind: quote === "‘" ? "string" : "quoted",
    end,
    value: text.slice(at + 1, close < 0 ? end : close),
    open: close < 0,
  };
}

function cutString(text: string, at: number, rules: LexicalRules, backslashes: boolean): Cut {
  const quote = text[at] ?? "'";
  if (rules.tripleQuotes && text.startsWith(quote.repeat(3), at)) {
    return {
      kind: "string",
      ...scanQuotes(text, at, { quote: quote.repeat(3), backslashes, doubled: false }),
    };
  }
  const cut = scanQuotes(text, at, { quote, backslashes, doubled: rules.doubledQuotes !== false });
  const doubtful = rules.doubtfulBackslashes && !backslashes && text.slice(at, cut.end).includes("\\'");
  return { kind: "string", ...cut, doubtful: doubtful === true };
}

interface Quoting {
  readonly quote: string;
  /** A backslash escapes the character after it. */
  readonly backslashes: boolean;
  /** A doubled quote stands for itself. */
  readonly doubled: boolean;
}

const plainQuotes: Quoting = { quote: '"', backslashes: false, doubled: true };

/** Reads from an opening quote to its closing one. */
function scanQuotes(text: string, at: number, { quote, backslashes, doubled }: Quoting): Omit<Cut, "kind"> {
  let value = "";
  let from = at + quote.length;
  for (let i = from; i < text.length; i++) {
    if (backslashes && text[i] === "\\") {
      value += text.slice(from, i) + unescaped(text[i + 1] ?? "");
      i++;
      from = i + 1;
    } else if (text.startsWith(quote, i)) {
      const after = i + quote.length;
      if (text[after] !== quote || !doubled) {
        return { end: after, value: value + text.slice(from, i) };
      }
      value += text.slice(from, after);
      i = after;
      from = after + 1;
    }
  }
  return { end: text.length, value: value + text.slice(from), open: true };
}

function unescaped(character: string): string {
  if (character === "n") return "\n";
  if (character === "t") return "\t";
  return character === "r" ? "\r" : character;
}

function cutDollar(text: string, at: number, rules: LexicalRules): Cut | undefined {
  if (text[at] !== "$") return undefined;
  const opened = rules.dollarQuotes ? matchEnd(dollarPattern, text, at) : undefined;
  const fence = opened === undefined ? "" : text.slice(at, opened);
  if (opened !== undefined && (fence === "$$" || rules.dollarQuotes === "tagged")) {
    const close = text.indexOf(fence, opened);
    const end = close < 0 ? text.length : close + fence.length;
    return {
      kind: "string",
      end,
      value: text.slice(opened, close < 0 ? end : close),
      open: close < 0,
      doubtful: !/^[\w$]+$/.test(fence),
    };
  }
  const parameter = matchEnd(parameterPattern, text, at);
  return parameter === undefined ? undefined : { kind: "parameter", end: parameter };
}

function cutOperator(text: string, at: number): Cut {
  if ("()[]{},.;".includes(text[at] ?? "")) return { kind: "operator", end: at + 1 };
  for (const size of [4, 3, 2]) {
    const long = text.slice(at, at + size);
    if (longOperators.has(long)) return { kind: "operator", end: at + long.length };
  }
  const known = ":+-*/%<>=!~@#^&|?".includes(text[at] ?? "");
  const size = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return known ? { kind: "operator", end: at + 1 } : { kind: "unknown", end: at + size };
}

function afterSpace(text: string, at: number): number {
  if (text.charCodeAt(at) > 32 && text.charCodeAt(at) < 127) return at;
  return matchEnd(whitespace, text, at) ?? at;
}

function isQuote(character: string | undefined): boolean {
  return character === "'" || character === '"';
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
