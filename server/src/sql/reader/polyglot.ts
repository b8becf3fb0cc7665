/** The big parser (wasm, 22 MB): loaded only when it is needed, and reduced to the few facts that are asked of it. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { DialectName } from "../types.ts";
import { treeFacts, wrappedExpression } from "./polyglotTree.ts";
import type { ColumnReference, SqlMode, SqlProblem, TableUse } from "./types.ts";

/** What a grammar says about SQL that the guard has let through. */
export interface GrammarReading {
  /** False when the parser couldn't read it; `problems` then has its one complaint, or none where it gave up. */
  readonly understood: boolean;
  readonly problems: readonly SqlProblem[];
  readonly columns: readonly ColumnReference[];
  readonly tables: readonly TableUse[];
  readonly outputs?: readonly string[];
}

/** Reads SQL with the big parser. Offsets of what it answers are UTF-16 into `text`. */
export type Grammar = (text: string, dialect: DialectName, mode: SqlMode) => GrammarReading;

const wrapping = { expression: ["select (", "\n)"], query: ["", ""] } as const;
/** Longer texts are left to the engine: parsing them could hang the editor. Characters. */
const longest = 100_000;
const notUnderstood: GrammarReading = { understood: false, problems: [], columns: [], tables: [] };

/** What the parser makes of one expression: a tree of plain JSON, `{kind: {…fields}}`; `undefined` where it reads none. */
export type SqlTrees = (expression: string, dialect: DialectName) => unknown;

/** Loads the parser: some 0.3 s once, and 80 MB. Rejects when the package is missing. */
export async function loadGrammar(): Promise<Grammar> {
  const parse = await loadParse();
  return (text, dialect, mode) => {
    if (text.length > longest) return notUnderstood;
    const [before, after] = wrapping[mode];
    const toText = offsetsInto(text, before.length);
    try {
      const result = parse(before + text + after, dialect);
      if (result.success) return { understood: true, ...treeFacts(result.ast, mode, toText) };
      return { ...notUnderstood, problems: complaint(result, text, toText) };
    } catch {
      return notUnderstood;
    }
  };
}

/** The same parser for whoever compares trees. */
export async function loadTrees(): Promise<SqlTrees> {
  const parse = await loadParse();
  const [before, after] = wrapping.expression;
  return (text, dialect) => {
    if (text.length > longest) return undefined;
    try {
      const result = parse(before + text + after, dialect);
      return result.success ? wrappedExpression(result.ast) : undefined;
    } catch {
      return undefined;
    }
  };
}

async function loadParse() {
  const { init, parse, Dialect } = await import("@polyglot-sql/sdk/manual");
  await withWasm((wasmUrl) => init({ wasmUrl }));
  const names = {
    duckdb: Dialect.DuckDB,
    postgres: Dialect.PostgreSQL,
    snowflake: Dialect.Snowflake,
    bigquery: Dialect.BigQuery,
    redshift: Dialect.Redshift,
    databricks: Dialect.Databricks,
    trino: Dialect.Trino,
    clickhouse: Dialect.ClickHouse,
  } as const;
  return (text: string, dialect: DialectName) => parse(text, names[dialect]);
}

const wasmFile = "@polyglot-sql/sdk/polyglot_sql.wasm";
/** What every module begins with. */
const wasmMagic = Buffer.from("\0asm");

/** Lends the address of the parser's module, which packages of the extension hold compressed. */
async function withWasm<T>(work: (url: string) => Promise<T>): Promise<T> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(wasmFile));
  const module = bytes.subarray(0, wasmMagic.length).equals(wasmMagic)
    ? bytes
    : await promisify(brotliDecompress)(bytes);
  const url = URL.createObjectURL(new Blob([module], { type: "application/wasm" }));
  try {
    return await work(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

interface Complaint {
  readonly error: string;
  readonly errorStart?: number;
  readonly errorEnd?: number;
}

function complaint(result: Complaint, text: string, toText: (offset: number) => number): SqlProblem[] {
  // It gives up on deep nesting, which says nothing about the SQL.
  if (result.error.includes("E_GUARD")) return [];
  const start = toText(result.errorStart ?? 0);
  const end = toText(result.errorEnd ?? 0);
  const inside = end > start && start < text.trimEnd().length;
  const written = text.slice(start, end);
  const message = inside ? `\`${written}\` is not expected here.` : "The SQL ends too early.";
  const place = inside
    ? { start, end }
    : { start: Math.max(0, text.trimEnd().length - 1), end: text.trimEnd().length };
  return [{ code: "sql-syntax", message, ...place, uncertain: true }];
}

/** The parser counts code points from the start of what it was given; we count UTF-16 units of the user's text. */
function offsetsInto(text: string, prefix: number): (offset: number) => number {
  const clamp = (offset: number) => Math.min(Math.max(offset, 0), text.length);
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => clamp(offset - prefix);
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  return (offset) => clamp(starts[offset - prefix] ?? (offset < prefix ? 0 : text.length));
}
