/** The small reader's two doors. It answers in microseconds, or says that the big parser must be asked. */
import { expression } from "./expressionReader.ts";
import { type ExpressionReader, fail, type ReaderFailure, word } from "./expressionState.ts";
import type { GrammarReading } from "./parserPolyglot.ts";
import type { SqlStructure } from "./parserStructure.ts";
import type { ColumnReference, TableUse } from "./parserTypes.ts";
import { outputNames, query } from "./queryReader.ts";

interface ReaderResult {
  readonly columns: readonly ColumnReference[];
  readonly tables: readonly TableUse[];
  readonly failure?: ReaderFailure;
}

/** Reads one whole expression. */
export function readExpression(structure: SqlStructure): ReaderResult {
  const reader = readerOf(structure);
  const read = expression(reader) && atEnd(reader);
  const found = { columns: columnsOf(reader), tables: tablesOf(reader) };
  if (read) return found;
  return { ...found, failure: reader.failure ?? { start: 0, end: reader.length, certain: false } };
}

/** Reads one whole query; undefined where this grammar doesn't go that far, which says nothing about the query. */
export function readQuery(structure: SqlStructure): GrammarReading | undefined {
  const reader = readerOf(structure);
  if (!query(reader) || reader.at < reader.tokens.length) return undefined;
  const outputs = outputNames(reader);
  return {
    understood: true,
    problems: [],
    columns: columnsOf(reader),
    tables: tablesOf(reader),
    ...(outputs ? { outputs } : {}),
  };
}
