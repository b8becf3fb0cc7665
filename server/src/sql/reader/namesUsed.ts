/** Which names a user's SQL uses, told by its tokens: what stands in texts and comments is none. */
import type { DialectName } from "../types.ts";
import { remembering } from "./remembering.ts";
import { isName, type Token, tokenize } from "./tokens.ts";

/** All in lower case, without quotes. Words of the language may be among them: `then` looks like a column. */
export interface NamesUsed {
  /** What begins a dotted name: an alias, or a column with fields. */
  readonly qualifiers: ReadonlySet<string>;
  /** What stands without dots, functions left out. */
  readonly bare: ReadonlySet<string>;
  /** These and what follows a dot. */
  readonly all: ReadonlySet<string>;
}

/** The names of several texts together. */
export function namesUsed(sqls: readonly string[], dialect: DialectName): NamesUsed {
  const together = { qualifiers: new Set<string>(), bare: new Set<string>(), all: new Set<string>() };
  for (const sql of new Set(sqls)) {
    const { qualifiers, bare, all } = namesOfText(sql, dialect);
    for (const name of qualifiers) together.qualifiers.add(name);
    for (const name of bare) together.bare.add(name);
    for (const name of all) together.all.add(name);
  }
  return together;
}

/** A plan asks for the same few texts again for each generated name and each probe. */
const namesOfText = remembering(readNames, 1_000);

function readNames(sql: string, dialect: DialectName): NamesUsed {
  const qualifiers = new Set<string>();
  const bare = new Set<string>();
  const all = new Set<string>();
  const tokens = meaningful(sql, dialect);
  tokens.forEach((token, index) => {
    if (!isName(token)) return;
    const name = token.value.toLowerCase();
    all.add(name);
    if (tokens[index - 1]?.text === ".") return;
    const next = tokens[index + 1];
    if (next?.text === ".") qualifiers.add(name);
    else if (next?.text !== "(" && !isTimeZone(name, next)) bare.add(name);
  });
  return { qualifiers, bare, all };
}

/** Columns of one table in texts, in lower case: those that its alias (in lower case) qualifies, and those that stand alone. */
export function columnsUsed(
  sqls: readonly string[],
  alias: string | undefined,
  dialect: DialectName,
): ReadonlySet<string> {
  return new Set([
    ...namesUsed(sqls, dialect).bare,
    ...(alias === undefined ? [] : columnsQualified(sqls, alias, dialect)),
  ]);
}

/** Columns in texts that an alias (in lower case) qualifies, in lower case. */
export function columnsQualified(
  sqls: readonly string[],
  alias: string,
  dialect: DialectName,
): ReadonlySet<string> {
  const used = new Set<string>();
  for (const sql of sqls) {
    const tokens = meaningful(sql, dialect);
    tokens.forEach((token, index) => {
      const isQualified = tokens[index - 1]?.text === "." && isName(token);
      if (isQualified && tokens[index - 2]?.value.toLowerCase() === alias)
        used.add(token.value.toLowerCase());
    });
  }
  return used;
}

/** The names that qualify columns in a text. */
export function qualifiersIn(sql: string, dialect: DialectName): ReadonlySet<string> {
  return namesOfText(sql, dialect).qualifiers;
}

/**
 * The text with columns written anew; all else stays as written. In: what to write for `qualifier.column`, both in lower case and
 * without quotes; `undefined` keeps it.
 */
export function replaceColumns(
  sql: string,
  dialect: DialectName,
  replacement: (qualifier: string, column: string) => string | undefined,
): string {
  const tokens = meaningful(sql, dialect);
  let text = "";
  let at = 0;
  tokens.forEach((token, index) => {
    const [dot, column] = [tokens[index + 1], tokens[index + 2]];
    if (!isName(token) || tokens[index - 1]?.text === "." || dot?.text !== "." || !isName(column)) return;
    const written = replacement(token.value.toLowerCase(), column.value.toLowerCase());
    if (written === undefined) return;
    text += sql.slice(at, token.start) + written;
    at = column.end;
  });
  return text + sql.slice(at);
}

/** A name with its dots, as a text has it. */
interface DottedName {
  /** Without quotes, in lower case. */
  readonly parts: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Every name of a text that is no function's. Words of the language may be among them. */
export function dottedNames(sql: string, dialect: DialectName): DottedName[] {
  const tokens = meaningful(sql, dialect);
  const names: DottedName[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at];
    if (!isName(first)) continue;
    const parts = [first.value.toLowerCase()];
    let last = first;
    for (let next = tokens[at + 2]; tokens[at + 1]?.text === "." && isName(next); next = tokens[at + 2]) {
      parts.push(next.value.toLowerCase());
      last = next;
      at += 2;
    }
    if (tokens[at + 1]?.text !== "(") names.push({ parts, start: first.start, end: last.end });
  }
  return names;
}

/** The parts of a text that is one column and nothing else: its name, and before it what qualifies it. */
export function plainColumn(sql: string, dialect: DialectName): readonly string[] | undefined {
  const tokens = tokenize(sql, dialect);
  const [first, dot, second] = tokens;
  if (tokens.length === 1 && isName(first)) return [first.value];
  const isDotted = tokens.length === 3 && isName(first) && dot?.text === "." && isName(second);
  return isDotted ? [first.value, second.value] : undefined;
}

/** Whether what follows on the same line would be part of a comment. */
export function endsInComment(sql: string, dialect: DialectName): boolean {
  const last = tokenize(sql, dialect).at(-1);
  return last?.kind === "comment" && !last.text.startsWith("/*");
}

function meaningful(sql: string, dialect: DialectName): Token[] {
  return tokenize(sql, dialect).filter(({ kind }) => kind !== "comment");
}

/** `at time zone` is no column. */
function isTimeZone(name: string, next: Token | undefined): boolean {
  return name === "at" && next?.value.toLowerCase() === "time";
}
