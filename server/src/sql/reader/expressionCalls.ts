/** Dotted names and calls: `o.total`, `count(distinct o.id) filter (where …) over (…)`, lambdas. */
import {
  acceptSymbol,
  acceptWord,
  type ExpressionReader,
  expectSymbol,
  expectWord,
  fail,
  isSymbol,
  skip,
  word,
} from "./expressionState.ts";
import { functionKind, isBareFunction, isDatePart } from "./functionFacts.ts";
import { isReserved } from "./queryNames.ts";
import type { NamePart } from "./types.ts";

/** A dotted name: a column, or what is called when a parenthesis follows. */
export function nameOrCall(reader: ExpressionReader): boolean {
  const parts: NamePart[] = [];
  do {
    const token = reader.tokens[reader.at];
    if (token?.kind !== "word" && token?.kind !== "quoted") {
      const star = token?.text === "*" && parts.length > 0;
      return star
        ? fail(reader, "`*` is not one value.", true)
        : fail(reader, "Expected a name after the dot.", token === undefined || token.text === ")");
    }
    if (reader.depth > 0 && isReserved(reader)) return fail(reader);
    parts.push({ name: token.value, quoted: token.kind === "quoted", start: token.start, end: token.end });
    reader.at++;
  } while (acceptSymbol(reader, "."));
  if (isSymbol(reader, "(")) return call(reader, parts);
  note(reader, parts);
  return true;
}

function note(reader: ExpressionReader, parts: readonly NamePart[]): void {
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) return;
  const name = first.name.toLowerCase();
  if (!first.quoted && parts.length === 1 && isBareFunction(name)) return;
  if (reader.locals.includes(name)) return;
  const column = { parts, start: first.start, end: last.end };
  reader.columns.push(column);
  if (reader.depth > 0) reader.inQueries.add(column);
}

const specialCalls = new Set(
  "trim substring position overlay convert try_convert json_object json_array json_value".split(" "),
);

function call(reader: ExpressionReader, parts: readonly NamePart[]): boolean {
  const name = (parts.at(-1)?.name ?? "").toLowerCase();
  // A method on a column, `o.items.list_sum()`, has the column in its name.
  if (parts.length > 1) return fail(reader);
  reader.at++;
  if (reader.depth > 0 && isSymbol(reader, ")") && functionKind(name, reader.dialect) === "aggregate")
    return fail(reader);
  if (!acceptSymbol(reader, ")")) {
    if (!(acceptWord(reader, "distinct") || specialCalls.has(name))) acceptWord(reader, "all");
    if (isSymbol(reader, "*") && isSymbol(reader, ")", 1)) reader.at++;
    else if (!callArguments(reader, name)) return false;
    if (!expectSymbol(reader, ")")) return false;
  }
  return callTail(reader);
}

function callArguments(reader: ExpressionReader, name: string): boolean {
  do {
    if (!argument(reader, name)) return false;
  } while (acceptSymbol(reader, ","));
  nullsTreatment(reader);
  return word(reader) !== "order" || orderBy(reader);
}

function argument(reader: ExpressionReader, name: string): boolean {
  const closes = isSymbol(reader, ",", 1) || isSymbol(reader, ")", 1);
  if (closes && isDatePart(word(reader), name)) return skip(reader);
  // Some engines make arguments of all columns.
  if (isSymbol(reader, "*") || (isSymbol(reader, ".", 1) && isSymbol(reader, "*", 2))) return fail(reader);
  if (isSymbol(reader, ":=", 1) || isSymbol(reader, "=>", 1)) reader.at += 2;
  if (word(reader) === "select" || word(reader) === "with") return fail(reader);
  const parameters = lambdaParameters(reader);
  if (parameters.length === 0) return reader.expression(reader);
  reader.locals.push(...parameters);
  const read = reader.expression(reader);
  reader.locals.length -= parameters.length;
  return read;
}

/** Steps over `x ->` or `(x, y) ->` and answers the names; an arrow before a literal reads JSON instead. */
function lambdaParameters(reader: ExpressionReader): string[] {
  if (reader.dialect === "postgres" || reader.dialect === "redshift") return [];
  const wrapped = isSymbol(reader, "(") ? reader.partners.get(reader.at) : undefined;
  const arrow = wrapped === undefined ? reader.at + 1 : wrapped + 1;
  const after = reader.tokens[arrow + 1];
  if (reader.tokens[arrow]?.text !== "->" || !after || after.kind === "string" || after.kind === "number")
    return [];
  const names = reader.tokens.slice(reader.at, arrow).filter((token) => token.kind === "word");
  reader.at = arrow + 1;
  return names.map((token) => token.text.toLowerCase());
}

function nullsTreatment(reader: ExpressionReader): void {
  if ((word(reader) === "ignore" || word(reader) === "respect") && word(reader, 1) === "nulls")
    reader.at += 2;
}

function orderBy(reader: ExpressionReader): boolean {
  reader.at++;
  if (!expectWord(reader, "by")) return false;
  do {
    if (!reader.expression(reader)) return false;
    if (word(reader) === "asc" || word(reader) === "desc") reader.at++;
    if (acceptWord(reader, "nulls") && !acceptWord(reader, "first") && !expectWord(reader, "last"))
      return false;
  } while (acceptSymbol(reader, ","));
  return true;
}

function callTail(reader: ExpressionReader): boolean {
  if (word(reader) === "within" && isSymbol(reader, "(", 2)) {
    reader.at += 3;
    if (!(orderBy(reader) && expectSymbol(reader, ")"))) return false;
  }
  if (word(reader) === "filter" && isSymbol(reader, "(", 1)) {
    reader.at += 2;
    if (!(expectWord(reader, "where") && reader.expression(reader) && expectSymbol(reader, ")")))
      return false;
  }
  nullsTreatment(reader);
  if (!acceptWord(reader, "over")) return true;
  if (isSymbol(reader, "(")) return over(reader);
  return word(reader) === "" ? fail(reader) : skip(reader);
}

function over(reader: ExpressionReader): boolean {
  const close = reader.partners.get(reader.at);
  if (close === undefined) return fail(reader);
  reader.at++;
  if (acceptWord(reader, "partition")) {
    if (!expectWord(reader, "by")) return false;
    do {
      if (!reader.expression(reader)) return false;
    } while (acceptSymbol(reader, ","));
  }
  if (word(reader) === "order" && !orderBy(reader)) return false;
  if (["rows", "range", "groups"].includes(word(reader)) && !frame(reader, close)) return false;
  return expectSymbol(reader, ")");
}

const frameWords =
  /^(rows|range|groups|between|and|unbounded|preceding|following|current|row|interval|exclude|group|ties|no|others|seconds?|minutes?|hours?|days?|months?|years?)$/i;

/** Bounds hold no columns, so only their words matter. */
function frame(reader: ExpressionReader, close: number): boolean {
  const plain = reader.tokens
    .slice(reader.at, close)
    .every(({ kind, text }) => kind === "number" || kind === "string" || frameWords.test(text));
  if (!plain) return fail(reader);
  reader.at = close;
  return true;
}
