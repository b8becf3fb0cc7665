/**
 * Reads the queries that people write most: `select` with joins, sub-queries, grouping, order and limit, `union` and its
 * like, `with`. Each dialect's own clauses are left to the big parser, as is whatever could be meant in two ways.
 */
import { dialectOf } from "../dialects/index.ts";
import {
  acceptWord,
  type ExpressionReader,
  expectSymbol,
  expectWord,
  fail,
  isSymbol,
  listOf,
  skip,
  word,
} from "./expressionState.ts";
import { isBareFunction } from "./functionFacts.ts";
import { alias, nameToken } from "./queryNames.ts";
import { fromClause } from "./queryTables.ts";

/** Reads one query up to its end or the parenthesis that closes it. */
export function query(reader: ExpressionReader): boolean {
  const { at, columns, tables } = reader;
  const before = { columns: columns.length, tables: tables.length };
  reader.depth++;
  const read = withClause(reader) && setOperation(reader) && orderAndLimit(reader) && isEnd(reader);
  reader.depth--;
  if (read) return true;
  columns.length = before.columns;
  tables.length = before.tables;
  const start = reader.tokens[at]?.start ?? 0;
  reader.failure = { start, end: reader.length, certain: false };
  return false;
}

function isEnd(reader: ExpressionReader): boolean {
  return reader.at === reader.tokens.length || isSymbol(reader, ")") || fail(reader);
}

function withClause(reader: ExpressionReader): boolean {
  if (!acceptWord(reader, "with")) return true;
  acceptWord(reader, "recursive");
  return listOf(reader, commonTable);
}

function commonTable(reader: ExpressionReader): boolean {
  const name = nameToken(reader);
  if (!name) return fail(reader);
  skip(reader);
  reader.names.defined.add(name.value.toLowerCase());
  return expectWord(reader, "as") && expectSymbol(reader, "(") && query(reader) && expectSymbol(reader, ")");
}

function setOperation(reader: ExpressionReader): boolean {
  for (;;) {
    if (!select(reader)) return false;
    const operator = word(reader);
    if (operator !== "union" && operator !== "intersect" && operator !== "except") return true;
    reader.at++;
    if (!acceptWord(reader, "all")) acceptWord(reader, "distinct");
  }
}

function select(reader: ExpressionReader): boolean {
  if (!expectWord(reader, "select")) return false;
  acceptWord(reader, "distinct");
  const names: (string | undefined)[] = [];
  if (!listOf(reader, (at) => selectItem(at, names))) return false;
  if (reader.depth === 1) reader.outputs ??= names;
  return (
    fromClause(reader) &&
    clause(reader, "where") &&
    groupBy(reader) &&
    clause(reader, "having") &&
    (!dialectOf(reader.dialect).qualify || clause(reader, "qualify"))
  );
}

function selectItem(reader: ExpressionReader, names: (string | undefined)[]): boolean {
  if (star(reader)) {
    names.push(undefined);
    return true;
  }
  const first = reader.at;
  if (!reader.expression(reader)) return false;
  const own = columnName(reader, first);
  const given = alias(reader);
  if (given) reader.names.aliases.add(given.value.toLowerCase());
  names.push(given ? given.value : own);
  return true;
}

/** `*` and `t.*`, with nothing that leaves out or replaces columns. */
function star(reader: ExpressionReader): boolean {
  let at = reader.at;
  const isAt = (text: string) => isSymbol(reader, text, at - reader.at);
  if (!isAt("*")) {
    if (!nameToken(reader, 0)) return false;
    at++;
    if (!isAt(".")) return false;
    at++;
    if (!isAt("*")) return false;
  }
  reader.at = at + 1;
  return true;
}

/** The name that a column keeps when it is all of an item. */
function columnName(reader: ExpressionReader, first: number): string | undefined {
  const tokens = reader.tokens.slice(first, reader.at);
  const dotted = tokens.every((token, index) =>
    index % 2 === 0 ? token.kind === "word" || token.kind === "quoted" : token.text === ".",
  );
  const last = tokens.at(-1);
  if (!dotted || !last) return undefined;
  const called = tokens.length === 1 && last.kind === "word" && isBareFunction(last.text.toLowerCase());
  return called || ["null", "true", "false"].includes(last.text.toLowerCase()) ? undefined : last.value;
}

function clause(reader: ExpressionReader, head: "where" | "having" | "qualify"): boolean {
  return !acceptWord(reader, head) || reader.expression(reader);
}

function groupBy(reader: ExpressionReader): boolean {
  if (!acceptWord(reader, "group")) return true;
  return expectWord(reader, "by") && listOf(reader, groupItem);
}

const groupings = new Set(["all", "rollup", "cube", "grouping"]);

function groupItem(reader: ExpressionReader): boolean {
  return groupings.has(word(reader)) ? fail(reader) : reader.expression(reader);
}

function orderAndLimit(reader: ExpressionReader): boolean {
  if (acceptWord(reader, "order") && !(expectWord(reader, "by") && listOf(reader, orderItem))) return false;
  if (acceptWord(reader, "limit") && !count(reader)) return false;
  return !acceptWord(reader, "offset") || count(reader);
}

function orderItem(reader: ExpressionReader): boolean {
  if (word(reader) === "all" || !reader.expression(reader)) return fail(reader);
  if (word(reader) === "asc" || word(reader) === "desc") reader.at++;
  if (!acceptWord(reader, "nulls")) return true;
  return acceptWord(reader, "first") || expectWord(reader, "last");
}

function count(reader: ExpressionReader): boolean {
  return reader.tokens[reader.at]?.kind === "number" ? skip(reader) : fail(reader);
}
