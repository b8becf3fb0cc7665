/**
 * Reads a user's SQL before it is embedded: is it one expression (or one `select`), is it safe, which columns does it use.
 * Three steps: the guard, on tokens, decides on safety; a small reader knows what people write most; the big parser knows
 * the rest. Where neither understands, the engine judges: its problems are `uncertain`.
 */

import type { DialectName } from "../types.ts";
import { comparisonsIn } from "./comparisons.ts";
import type { ReaderFailure } from "./expressionState.ts";
import { functionsIn } from "./functionCalls.ts";
import { guard } from "./guard.ts";
import { type Grammar, type GrammarReading, loadGrammar } from "./polyglot.ts";
import { remembering } from "./remembering.ts";
import { readExpression, readQuery } from "./smallReader.ts";
import { structureOf } from "./structure.ts";
import type { ExpressionReading, QueryReading, SqlProblem } from "./types.ts";

export type { ExpressionReading, QueryReading } from "./types.ts";

export interface SqlParser {
  /** Reads exactly one scalar expression. Never throws. */
  expression(text: string, dialect: DialectName): ExpressionReading;
  /** Reads exactly one `select`, `with … select`, or set operation of them. Never throws. */
  query(text: string, dialect: DialectName): QueryReading;
}

const nothing: GrammarReading = { understood: false, problems: [], columns: [], tables: [] };

/** Texts that will be asked about. */
interface KnownTexts {
  readonly dialect: DialectName;
  readonly expressions: Iterable<string>;
  readonly queries: Iterable<string>;
}

/**
 * A parser whose answers are synchronous and remembered. The big parser costs 0.3 s and 80 MB, once per process: with
 * `only`, the texts that will be asked about, it is loaded just when one of them needs it.
 */
export async function loadSqlParser(only?: KnownTexts): Promise<SqlParser> {
  return (only && parserWithoutGrammar(only)) ?? parserWith(await loadGrammar());
}

/** A parser that has read the texts already; `undefined` where one of them needs the big one. */
function parserWithoutGrammar({ dialect, expressions, queries }: KnownTexts): SqlParser | undefined {
  let asked = false;
  const parser = parserWith(() => {
    asked = true;
    return nothing;
  });
  for (const text of expressions) {
    parser.expression(text, dialect);
    if (asked) return undefined;
  }
  for (const text of queries) {
    parser.query(text, dialect);
    if (asked) return undefined;
  }
  return parser;
}

function parserWith(grammar: Grammar): SqlParser {
  return {
    expression: remembering((text, dialect) => readOneExpression(text, dialect, grammar)),
    query: remembering((text, dialect) => readOneQuery(text, dialect, grammar)),
  };
}

function readOneExpression(text: string, dialect: DialectName, grammar: Grammar): ExpressionReading {
  const structure = structureOf(text, dialect);
  if (structure.tooDeep) return { ...unread(structure.tooDeep), hasAggregate: false, comparisons: [] };
  const functions = functionsIn(structure);
  const refused = guard(structure, functions, "expression");
  const { columns, tables, failure } = readExpression(structure);
  const deeper = failure && !failure.certain && refused.length === 0;
  const facts = deeper ? grammar(text, dialect, "expression") : { ...nothing, columns, tables };
  const problems = refused.length === 0 && failure ? grammarProblems(failure, facts) : refused;
  const found = facts.understood ? facts.columns : columns;
  return {
    ...verdict(problems),
    columns: found,
    functions,
    tables: facts.tables,
    hasAggregate: functions.some((use) => use.kind === "aggregate" && !use.inner),
    comparisons: comparisonsIn(structure, found),
  };
}

/** The complaint of the reader that stopped for a reason it can name, else the big parser's. */
function grammarProblems(failure: ReaderFailure, facts: GrammarReading): readonly SqlProblem[] {
  if (facts.understood || failure.message === undefined) return facts.problems;
  const { start, end, message } = failure;
  return [{ code: "sql-syntax", message, start, end, ...(failure.certain ? {} : { uncertain: true }) }];
}

function readOneQuery(text: string, dialect: DialectName, grammar: Grammar): QueryReading {
  const structure = structureOf(text, dialect);
  if (structure.tooDeep) return unread(structure.tooDeep);
  const functions = functionsIn(structure);
  const refused = guard(structure, functions, "query");
  const facts = refused.length === 0 ? (readQuery(structure) ?? grammar(text, dialect, "query")) : nothing;
  return {
    ...verdict([...refused, ...facts.problems]),
    columns: facts.columns,
    functions,
    tables: facts.tables,
    ...(facts.outputs ? { outputs: facts.outputs } : {}),
  };
}

function unread(problem: SqlProblem) {
  return { ...verdict([problem]), columns: [], functions: [], tables: [] };
}

function verdict(problems: readonly SqlProblem[]) {
  const first = problems[0];
  return {
    ok: first === undefined,
    safe: problems.every((problem) => problem.uncertain === true),
    ...(first ? { problem: first } : {}),
    problems,
  };
}
