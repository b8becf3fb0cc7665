/** The state of reading one expression or query, and the small steps that all of their grammar is made of. */

import type { DialectName } from "../types.ts";
import type { Token } from "./tokens.ts";
import type { ColumnReference, TableUse } from "./types.ts";

/** Why reading stopped, and where. Without a message: this grammar simply doesn't go that far. */
export interface ReaderFailure {
  readonly start: number;
  readonly end: number;
  readonly message?: string;
  /** No engine would accept it. */
  readonly certain: boolean;
}

/** Functions of the grammar advance it and answer whether they could. */
export interface ExpressionReader {
  readonly dialect: DialectName;
  readonly length: number;
  readonly tokens: readonly Token[];
  readonly partners: ReadonlyMap<number, number>;
  readonly columns: ColumnReference[];
  /** Those of `columns` that stand in a query. */
  readonly inQueries: Set<ColumnReference>;
  readonly tables: TableUse[];
  /** What queries call tables and results, and what `with` defines; in lower case. */
  readonly names: { readonly aliases: Set<string>; readonly defined: Set<string> };
  /** Parameters of the lambdas around the place. */
  readonly locals: string[];
  /** Reads one expression; `tight`: up to an `and` or `or`, as in the bounds of `between`. */
  readonly expression: (reader: ExpressionReader, tight?: boolean) => boolean;
  /** Reads one query, without the parentheses around it. */
  readonly query: (reader: ExpressionReader) => boolean;
  /** How many queries stand around the place. */
  depth: number;
  /** Names of the outermost query's columns; undefined for those that the text doesn't tell. */
  outputs?: readonly (string | undefined)[];
  at: number;
  failure?: ReaderFailure;
}

/** Notes the first failure, at the current token (or the end), and answers false. */
export function fail(reader: ExpressionReader, message?: string, certain = false): false {
  const token = reader.tokens[reader.at];
  const last = reader.tokens.at(-1);
  const place = token ?? { start: last?.start ?? 0, end: last?.end ?? reader.length };
  reader.failure ??= {
    start: place.start,
    end: place.end,
    ...(message ? { message } : {}),
    certain: certain || (token === undefined && message !== undefined),
  };
  return false;
}

/** The unquoted word some tokens ahead, in lower case; "" where there is none. */
export function word(reader: ExpressionReader, ahead = 0): string {
  const token = reader.tokens[reader.at + ahead];
  return token?.kind === "word" ? token.text.toLowerCase() : "";
}

export function isSymbol(reader: ExpressionReader, text: string, ahead = 0): boolean {
  const token = reader.tokens[reader.at + ahead];
  return token?.kind === "operator" && token.text === text;
}

export function acceptSymbol(reader: ExpressionReader, text: string): boolean {
  if (!isSymbol(reader, text)) return false;
  reader.at++;
  return true;
}

export function acceptWord(reader: ExpressionReader, text: string): boolean {
  if (word(reader) !== text) return false;
  reader.at++;
  return true;
}

export function expectSymbol(reader: ExpressionReader, text: string): boolean {
  return acceptSymbol(reader, text) || fail(reader, `Expected \`${text}\`.`);
}

export function expectWord(reader: ExpressionReader, text: string): boolean {
  return acceptWord(reader, text) || fail(reader, `Expected \`${text}\`.`);
}

export function skip(reader: ExpressionReader): true {
  reader.at++;
  return true;
}

export function skipBrackets(reader: ExpressionReader): boolean {
  const close = reader.partners.get(reader.at);
  if (close === undefined) return fail(reader);
  reader.at = close + 1;
  return true;
}

/** Reads a list of one or more. */
export function listOf(reader: ExpressionReader, one: (reader: ExpressionReader) => boolean): boolean {
  do {
    if (!one(reader)) return false;
  } while (acceptSymbol(reader, ","));
  return true;
}
