/** The small reader's two doors. It answers in microseconds, or says that the big parser must be asked. */
import { expression } from "./expressionReader.ts";
import { type ExpressionReader, fail, type ReaderFailure, word } from "./expressionState.ts";
import type { GrammarReading } from "./polyglot.ts";
import { query } from "./queryReader.ts";
import type { SqlStructure } from "./structure.ts";
import type { ColumnReference, TableUse } from "./types.ts";

interface Found {
  readonly columns: readonly ColumnReference[];
  readonly tables: readonly TableUse[];
}

/** Reads one whole expression. */
export function readExpression(structure: SqlStructure): Found & { readonly failure?: ReaderFailure } {
  const reader = readerOf(structure);
  if (expression(reader) && atEnd(reader)) return foundBy(reader);
  const failure = reader.failure ?? { start: 0, end: reader.length, certain: false };
  return { ...foundBy(reader), failure };
}

/** Reads one whole query; undefined where this grammar doesn't go that far, which says nothing about the query. */
export function readQuery(structure: SqlStructure): GrammarReading | undefined {
  const reader = readerOf(structure);
  if (!query(reader) || reader.at < reader.tokens.length) return undefined;
  const outputs = reader.outputs?.filter((name) => name !== undefined);
  const told = outputs !== undefined && outputs.length === reader.outputs?.length;
  return { understood: true, problems: [], ...foundBy(reader), ...(told ? { outputs } : {}) };
}

function readerOf({ dialect, tokens, partners, text }: SqlStructure): ExpressionReader {
  return {
    dialect,
    tokens,
    partners,
    length: text.length,
    columns: [],
    inQueries: new Set(),
    tables: [],
    names: { aliases: new Set(), defined: new Set() },
    locals: [],
    expression,
    query,
    depth: 0,
    at: 0,
  };
}

function atEnd(reader: ExpressionReader): boolean {
  const token = reader.tokens[reader.at];
  if (!token) return true;
  if (token.text === ",") return fail(reader, "One expression is expected; this is a list.", true);
  if (word(reader) === "as")
    return fail(reader, "A name has no place here: the key of the entry is the name.", true);
  return fail(reader, `\`${token.text}\` is not expected here.`);
}

/** Names are judged last: a query may use what is defined further on. */
function foundBy(reader: ExpressionReader): Found {
  if (reader.tables.length === 0 && reader.inQueries.size === 0)
    return { columns: reader.columns, tables: [] };
  const { aliases, defined } = reader.names;
  const isInner = (column: ColumnReference): boolean => {
    const first = column.parts[0]?.name.toLowerCase() ?? "";
    return (
      reader.inQueries.has(column) && (column.parts.length === 1 || aliases.has(first) || defined.has(first))
    );
  };
  return {
    columns: reader.columns.map((column) => (isInner(column) ? { ...column, inner: true } : column)),
    tables: reader.tables.filter(
      ({ parts }) => parts.length > 1 || !defined.has(parts[0]?.name.toLowerCase() ?? ""),
    ),
  };
}
