/** Laying out SQL: names, literals, and a `select` that reads like one written by hand. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent, lineWidth } from "../layout.ts";
import { lexicalRules } from "../reader/lexicalRules.ts";
import { tokenize } from "../reader/tokens.ts";
import { reservedSomewhere } from "../reservedWords.ts";
import { formatSql } from "./formatUserSql.ts";

/** Stands for a line break of the user's own, which must not be indented: it may be inside a string. */
const ownBreak = "\u0001";

/** A name as an identifier, in quotes where it needs them. */
export function identifier(dialect: Dialect, name: string): string {
  const isPlain = dialect.plainName.test(name);
  if (isPlain && !reservedSomewhere.has(name.toLowerCase())) return name;
  const { quote } = dialect;
  const spelt = isPlain && dialect.upperCase ? name.toUpperCase() : name;
  const escaped = lexicalRules[dialect.name].identifierBackslashes
    ? spelt.replaceAll(/[\\`"]/g, (character) => `\\${character}`)
    : spelt.replaceAll(quote, quote + quote);
  return `${quote}${escaped}${quote}`;
}

/**
 * The user's SQL in a place of its own: line breaks in strings and comments are kept as they are, and a comment at its end can't swallow
 * what follows.
 */
export function protect(dialect: Dialect, sql: string): string {
  const trimmed = sql.trim();
  if (!/\n|--|#|\/\//.test(trimmed)) return trimmed;
  const tokens = tokenize(trimmed, dialect.name);
  let text = "";
  let at = 0;
  for (const token of tokens) {
    text += trimmed.slice(at, token.start) + keepBreaks(token.text);
    at = token.end;
  }
  const last = tokens.at(-1);
  return last?.kind === "comment" && !last.text.startsWith("/*") ? `${text}\n` : text;
}

/** Line breaks that are part of a text, which must not be indented. */
export function keepBreaks(text: string): string {
  return text.replaceAll("\n", ownBreak);
}

/** A text as a literal. */
export function literal(dialect: Dialect, text: string): string {
  return keepBreaks(dialect.literal(text));
}

/** Puts the user's line breaks back; the last thing done to a statement. */
export function restoreBreaks(sql: string): string {
  return sql.replaceAll(ownBreak, "\n");
}

/** A query that has a name. */
export interface CommonTable {
  readonly name: string;
  readonly query: string;
}

export interface Select {
  readonly tables?: readonly CommonTable[];
  /** Each an expression with its name, or `*`. */
  readonly columns: readonly string[];
  /** Tables and joins, one a line; absent for a row out of nothing. */
  readonly from?: string | undefined;
  readonly where?: readonly string[];
  readonly qualify?: readonly string[];
  /** Named windows. */
  readonly windows?: readonly string[];
  readonly limit?: number | undefined;
  readonly settings?: string | undefined;
}

export function select({ columns, from, limit, settings, ...rest }: Select): string {
  const { tables = [], where = [], qualify = [], windows = [] } = rest;
  const lines = [...(tables.length > 0 ? [`${withTables(tables)}\n`] : [])];
  const isShort = columns.length === 1 && columns[0]?.length === 1;
  lines.push(isShort ? `select ${columns[0]}` : `select\n${indent(columns.join(",\n"))}`);
  if (from !== undefined) lines.push(`from ${from}`);
  if (where.length > 0) lines.push(`where ${allOf(where)}`);
  if (windows.length > 0) lines.push(`window ${windows.join(",\n  ")}`);
  if (qualify.length > 0) lines.push(`qualify ${allOf(qualify)}`);
  if (limit !== undefined) lines.push(`limit ${limit}`);
  if (settings !== undefined) lines.push(`settings ${settings}`);
  return lines.join("\n");
}

/** The head of a query that speaks of these tables. */
export function withTables(tables: readonly CommonTable[]): string {
  return `with ${tables.map(({ name, query }) => `${name} as (\n${indent(query)}\n)`).join(",\n\n")}\n`;
}

function allOf(conditions: readonly string[]): string {
  const [first = "", ...more] = conditions.length === 1 ? conditions.map(alone) : conditions;
  return [first, ...more.map((one) => `and ${one}`).map((text) => indent(text))].join("\n");
}

/** A condition with no other beside it: without the brackets around the whole. What is not plainly one pair of them stays. */
export function alone(condition: string): string {
  const isPair = /^\((?!\s*(?:select|with|values)\b)/i.test(condition) && condition.endsWith(")");
  if (!isPair || /[\\$#]|--|\/\*/.test(condition)) return condition;
  let depth = 0;
  let quote = "";
  for (let at = 0; at < condition.length; at++) {
    const character = condition[at] ?? "";
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (/['"`]/.test(character)) quote = character;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0 && at < condition.length - 1) return condition;
  }
  return depth === 0 && quote === "" ? alone(condition.slice(1, -1).trim()) : condition;
}

/** A query as a table. */
export function derived(query: string, alias: string): string {
  return `(\n${indent(query)}\n) as ${alias}`;
}

/** A `case` with its branches: a single one on its line where it fits. */
export function caseOf(head: string, branches: readonly string[]): string {
  const line = `${head} ${branches.join(" ")} end`;
  const isShort = branches.length === 1 && line.length <= lineWidth && !line.includes("\n");
  return isShort ? line : `${head}\n${indent(branches.join("\n"))}\nend`;
}

/** `expression as name`, or the name alone where they are the same. */
export function named(dialect: Dialect, sql: string, name: string): string {
  if (sql === name) return name;
  const isNamedSo = !dialect.columnsNeedNames && /^\w+\.\w+$/.test(sql) && sql.endsWith(`.${name}`);
  return isNamedSo ? sql : `${laidOut(dialect, sql)} as ${name}`;
}

/** A piece on a line of its own; on several where it is too long for one. */
export function laidOut(dialect: Dialect, sql: string): string {
  return sql.length <= longestPiece || sql.includes("\n") ? sql : formatSql(sql, dialect.name);
}

/** Its name or what joins it stands on the same line. Characters. */
const longestPiece = 115;
