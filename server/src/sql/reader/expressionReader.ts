/**
 * Reads the expressions that people write most, in microseconds and without the big parser: columns, literals, operators,
 * calls, casts, `case`, intervals. What it doesn't know (rarer grammar) it leaves to the big parser.
 * It checks that the text is one expression and finds the columns; precedence is the engine's affair.
 */
import { dialectOf } from "../dialects/index.ts";
import { operand } from "./expressionPrimary.ts";
import {
  acceptSymbol,
  acceptWord,
  type ExpressionReader,
  expectWord,
  fail,
  skip,
  word,
} from "./expressionState.ts";
import { nameToken } from "./queryNames.ts";
import type { Token } from "./tokens.ts";

const binary = new Set(
  `+ - * / % || = <> != == < > <= >= <=> -> ->> #> #>> @> <@ ~ ~* !~ !~* ~~ ~~* !~~ !~~* & && | ^ << >> ** ? ?| ?& ^@ <->`.split(
    " ",
  ),
);
const patternWords = new Set(["like", "ilike", "rlike", "regexp", "glob", "in", "between", "similar"]);
const isWords = new Set(["null", "true", "false", "unknown", "json", "normalized"]);

/** Reads an expression, up to what can't go on with it. `tight`: up to an `and` or `or`, as in the bounds of `between`. */
export function expression(reader: ExpressionReader, tight = false): boolean {
  const doubtful = tight && reader.depth > 0 && word(reader) === "not";
  if (doubtful || !operand(reader)) return fail(reader);
  for (;;) {
    const token = reader.tokens[reader.at];
    if (!token) return true;
    const next = token.kind === "word" ? wordTail(reader, tight) : operatorTail(reader, token);
    if (next !== "more") return next === "done";
  }
}

type Tail = "more" | "done" | "failed";

const went = (ok: boolean): Tail => (ok ? "more" : "failed");

function operatorTail(reader: ExpressionReader, token: Token): Tail {
  if (token.kind !== "operator" || !binary.has(token.text)) return "done";
  if (token.text === "?" && reader.dialect === "clickhouse") return went(fail(reader));
  reader.at++;
  if (token.text === "/" && dialectOf(reader.dialect).integerDivision) acceptSymbol(reader, "/");
  return went(operand(reader, token));
}

function wordTail(reader: ExpressionReader, tight: boolean): Tail {
  const first = word(reader);
  if (first === "and" || first === "or" || first === "xor") {
    if (tight) return "done";
    reader.at++;
    return went(operand(reader, reader.tokens[reader.at - 1]));
  }
  if (first === "is") return went(isTail(reader) && noOperator(reader));
  if (first === "isnull" || first === "notnull") {
    reader.at++;
    return "more";
  }
  if (first === "not" && patternWords.has(word(reader, 1))) reader.at++;
  if (patternWords.has(word(reader))) return went(patternTail(reader) && noOperator(reader));
  if (first === "at" && word(reader, 1) === "time" && word(reader, 2) === "zone") {
    reader.at += 3;
    return went(operand(reader));
  }
  if (first === "div" || first === "mod") {
    reader.at++;
    return went(operand(reader));
  }
  if (first === "collate" && reader.depth === 0) {
    reader.at++;
    return went(nameToken(reader) ? skip(reader) : fail(reader));
  }
  return "done";
}

/** Parsers disagree on what an operator after `is null` or `in (…)` takes. */
function noOperator(reader: ExpressionReader): boolean {
  const token = reader.tokens[reader.at];
  return reader.depth === 0 || token?.kind !== "operator" || !binary.has(token.text) || fail(reader);
}

function isTail(reader: ExpressionReader): boolean {
  reader.at++;
  acceptWord(reader, "not");
  if (isWords.has(word(reader))) {
    reader.at++;
    return true;
  }
  if (!acceptWord(reader, "distinct"))
    return fail(reader, "Expected `null`, `true`, `false` or `distinct from`.");
  return expectWord(reader, "from") && operand(reader);
}

function patternTail(reader: ExpressionReader): boolean {
  const operator = word(reader);
  reader.at++;
  if (operator === "between") {
    acceptWord(reader, "symmetric");
    return expression(reader, true) && expectWord(reader, "and") && expression(reader, true);
  }
  if (operator === "similar" && !expectWord(reader, "to")) return false;
  if (!operand(reader)) return false;
  return !acceptWord(reader, "escape") || operand(reader);
}
