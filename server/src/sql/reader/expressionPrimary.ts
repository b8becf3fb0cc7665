/** Values of an expression: literals, brackets, `case`, casts, and what may follow a value. */
import { nameOrCall } from "./expressionCalls.ts";
import {
  acceptSymbol,
  acceptWord,
  type ExpressionReader,
  expectSymbol,
  expectWord,
  fail,
  isSymbol,
  listOf,
  skip,
  skipBrackets,
  word,
} from "./expressionState.ts";
import { isReserved } from "./queryNames.ts";
import type { Token } from "./tokens.ts";

/** Reads signs, one value and what follows it (`::date`, `[1]`). `after`: the operator before, for the message. */
export function operand(reader: ExpressionReader, after?: Token): boolean {
  for (;;) {
    // Engines disagree on `a + not b`.
    if (reader.depth > 0 && after?.kind === "operator" && word(reader) === "not") return fail(reader);
    if (!(acceptWord(reader, "not") || acceptSymbol(reader, "-") || acceptSymbol(reader, "+"))) break;
    after = reader.tokens[reader.at - 1];
  }
  acceptSymbol(reader, "~");
  return primary(reader, after) && postfix(reader);
}

const neverValues = new Set(
  "and or then else when end as in is like ilike between from where group order having union on by limit xor".split(
    " ",
  ),
);
const typedLiterals = new Set(["date", "timestamp", "timestamptz", "time", "datetime", "json", "numeric"]);
const leftToParser = new Set(["select", "with", "exists", "any", "all", "some", "unique", "columns", "row"]);

function primary(reader: ExpressionReader, after?: Token): boolean {
  const token = reader.tokens[reader.at];
  const wanted = after ? `Expected a value after \`${after.text}\`.` : "Expected a value.";
  if (!token) return fail(reader, wanted, true);
  if (token.kind === "number") return skip(reader);
  if (token.kind === "string")
    return reader.tokens[reader.at + 1]?.kind === "string" ? fail(reader) : skip(reader);
  if (token.kind === "quoted") return nameOrCall(reader);
  if (token.kind === "operator") return bracketed(reader, token, wanted);
  if (token.kind !== "word") return fail(reader);
  return isSymbol(reader, ".", 1) ? nameOrCall(reader) : wordPrimary(reader, wanted);
}

function wordPrimary(reader: ExpressionReader, wanted: string): boolean {
  const first = word(reader);
  const next = reader.tokens[reader.at + 1];
  if (neverValues.has(first)) return fail(reader, wanted, next === undefined);
  if (first === "null" || first === "true" || first === "false") return skip(reader);
  if (first === "case") return caseExpression(reader);
  if (first === "interval") return interval(reader);
  if (next?.kind === "string" && typedLiterals.has(first)) return skip(reader) && skip(reader);
  if (next?.text === "(" && (first === "cast" || first === "try_cast" || first === "safe_cast"))
    return cast(reader);
  if (next?.text === "(" && first === "extract") return extract(reader);
  if (first === "array" && next?.text === "[") return skip(reader) && valuesUntil(reader, "]");
  if (first === "map" && next?.text === "{") return skip(reader) && record(reader);
  if (first === "exists" && next?.text === "(") return exists(reader);
  if (leftToParser.has(first) || (reader.depth > 0 && isReserved(reader))) return fail(reader);
  return nameOrCall(reader);
}

function exists(reader: ExpressionReader): boolean {
  reader.at++;
  return queryAhead(reader) ? subQuery(reader) : fail(reader);
}

function bracketed(reader: ExpressionReader, token: Token, wanted: string): boolean {
  if (token.text === "(") {
    if (isSymbol(reader, ")", 1)) return fail(reader, "Expected an expression between the parentheses.");
    return queryAhead(reader) ? subQuery(reader) : valuesUntil(reader, ")");
  }
  if (token.text === "[" && reader.dialect !== "postgres") return valuesUntil(reader, "]");
  if (token.text === "{") return record(reader);
  if (token.text === "*") return fail(reader, "`*` is not one value.", true);
  return fail(reader, wanted, [")", "]", "}", ","].includes(token.text));
}

function queryAhead(reader: ExpressionReader): boolean {
  return ["select", "with", "from", "values", "table"].includes(word(reader, 1));
}

function subQuery(reader: ExpressionReader): boolean {
  reader.at++;
  return reader.query(reader) && expectSymbol(reader, ")");
}

/** `(a, b)`, `[a, b]`: from the opening bracket to the closing one. */
function valuesUntil(reader: ExpressionReader, close: string): boolean {
  reader.at++;
  if (acceptSymbol(reader, close)) return true;
  return listOf(reader, reader.expression) && expectSymbol(reader, close);
}

function record(reader: ExpressionReader): boolean {
  reader.at++;
  do {
    const key = reader.tokens[reader.at];
    if (!key || key.kind === "operator") return fail(reader, "Expected a key.");
    reader.at++;
    if (!expectSymbol(reader, ":") || !reader.expression(reader)) return false;
  } while (acceptSymbol(reader, ","));
  return expectSymbol(reader, "}");
}

function caseExpression(reader: ExpressionReader): boolean {
  reader.at++;
  if (word(reader) !== "when" && !reader.expression(reader)) return false;
  if (word(reader) !== "when") return fail(reader, "Expected `when`.");
  while (acceptWord(reader, "when")) {
    if (!(reader.expression(reader) && expectWord(reader, "then") && reader.expression(reader))) return false;
  }
  if (acceptWord(reader, "else") && !reader.expression(reader)) return false;
  return acceptWord(reader, "end") || fail(reader, "Expected `end`: every `case` needs one.");
}

const units = /^(micro|milli|nano)?seconds?$|^(minute|hour|day|week|month|quarter|year|decade)s?$/;

function interval(reader: ExpressionReader): boolean {
  const next = reader.tokens[reader.at + 1];
  if (!next || (next.kind === "operator" && next.text !== "(" && next.text !== "-"))
    return nameOrCall(reader);
  // Parsers disagree on whether a word is the amount or the unit.
  if (reader.depth > 0 && next.kind === "word") return fail(reader);
  reader.at++;
  if (!operand(reader)) return false;
  if (units.test(word(reader))) reader.at++;
  if (!acceptWord(reader, "to")) return true;
  return units.test(word(reader)) ? skip(reader) : fail(reader);
}

function cast(reader: ExpressionReader): boolean {
  reader.at += 2;
  if (!reader.expression(reader)) return false;
  if (isSymbol(reader, ",")) return fail(reader);
  return expectWord(reader, "as") && typeName(reader) && expectSymbol(reader, ")");
}

function extract(reader: ExpressionReader): boolean {
  reader.at += 2;
  const part = reader.tokens[reader.at];
  if (part?.kind !== "word" && part?.kind !== "string") return fail(reader, "Expected a part of a date.");
  reader.at++;
  if (isSymbol(reader, "(")) return fail(reader);
  return expectWord(reader, "from") && reader.expression(reader) && expectSymbol(reader, ")");
}

/** A type: `decimal(12, 2)`, `timestamp with time zone`, `varchar[]`. Angle brackets are left to the big parser. */
function typeName(reader: ExpressionReader): boolean {
  const first = reader.tokens[reader.at];
  if (first?.kind !== "word" && first?.kind !== "quoted") return fail(reader, "Expected a type.");
  reader.at++;
  while (acceptSymbol(reader, ".")) reader.at++;
  while (["precision", "varying", "unsigned", "signed"].includes(word(reader))) reader.at++;
  if (isSymbol(reader, "(") && !typeSize(reader)) return false;
  if (word(reader, 1) === "time" || word(reader, 2) === "time") {
    const zoned = word(reader) === "with" || word(reader) === "without";
    if (zoned) reader.at += word(reader, 1) === "local" ? 4 : 3;
  }
  while (isSymbol(reader, "[")) if (!skipBrackets(reader)) return false;
  return isSymbol(reader, "<") ? fail(reader) : true;
}

/** `(12, 2)`; types with fields are left to the big parser. */
function typeSize(reader: ExpressionReader): boolean {
  reader.at++;
  return listOf(reader, size) && expectSymbol(reader, ")");
}

function size(reader: ExpressionReader): boolean {
  const token = reader.tokens[reader.at];
  return token?.kind === "number" || word(reader) === "max" ? skip(reader) : fail(reader);
}

function postfix(reader: ExpressionReader): boolean {
  for (;;) {
    if (acceptSymbol(reader, "::")) {
      if (!typeName(reader)) return false;
    } else if (isSymbol(reader, "[")) {
      if (!subscript(reader)) return false;
    } else if (isSymbol(reader, ":") && (reader.dialect === "snowflake" || reader.dialect === "databricks")) {
      reader.at += 2;
      if (reader.tokens[reader.at - 1]?.kind === "operator") return fail(reader);
    } else if (isSymbol(reader, ".")) {
      if (reader.depth > 0 || isSymbol(reader, "(", 2) || isSymbol(reader, "*", 1)) return fail(reader);
      reader.at += 2;
    } else if (reader.dialect === "clickhouse" && isTuplePart(reader)) {
      reader.at++;
    } else return true;
  }
}

function isTuplePart(reader: ExpressionReader): boolean {
  const token = reader.tokens[reader.at];
  return token?.kind === "number" && token.text.startsWith(".");
}

function subscript(reader: ExpressionReader): boolean {
  reader.at++;
  if (!isSymbol(reader, ":") && !reader.expression(reader)) return false;
  if (acceptSymbol(reader, ":") && !isSymbol(reader, "]") && !reader.expression(reader)) return false;
  return expectSymbol(reader, "]");
}
