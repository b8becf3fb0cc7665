/** Tables over files: for each, a query that gives its rows, with types that lose nothing. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";
import { type TypedColumn, typedColumns } from "./columnTypes.ts";
import { columnsOfGroups, csvGroups, csvTexts } from "./csv.ts";
import { faultyLines } from "./csvFaults.ts";
import { KeyFault } from "./fileOptions.ts";
import type { FileTable } from "./files.ts";
import { jsonColumns, readJson } from "./json.ts";
import { partitionedQuery } from "./partitionedQuery.ts";
import { type ReaderSettings, settingsSql } from "./readerSettings.ts";
import { type MomentShare, momentShares } from "./rowGroups.ts";

/** How a table is made. */
export interface TableRecipe {
  /** A query over its files. */
  readonly query: string;
  readonly columns: readonly TypedColumn[];
  /** Of files that know it. */
  readonly shares?: readonly MomentShare[];
}

/** A table whose rows can't be read: why, and its columns where they are known. */
export interface FaultyTable {
  readonly reason: string;
  readonly names: readonly string[];
}

/** Reads the files as far as their types need: text files whole. */
export async function recipeOf(
  session: DuckDBConnection,
  table: FileTable,
): Promise<TableRecipe | FaultyTable> {
  try {
    if (table.format === "csv") return await csvRecipe(session, table);
    if (table.format === "json") return await jsonRecipe(session, table);
    const list = table.files.map(({ path }) => duckdb.literal(path)).join(", ");
    const read = (settings: ReaderSettings) =>
      `read_parquet([${list}], union_by_name = true, ${settingsSql(settings)})`;
    const query = await partitionedQuery(session, table, { read });
    return { query, columns: [], shares: await momentShares(session, table) };
  } catch (error) {
    return { reason: reasonOf(table, error), names: [] };
  }
}

async function csvRecipe(session: DuckDBConnection, table: FileTable): Promise<TableRecipe | FaultyTable> {
  const { options } = table;
  const groups = await csvGroups(session, table);
  const names = columnsOfGroups(groups);
  try {
    const relation = csvTexts(groups, options);
    const columns = await typedColumns(session, { relation, names, options });
    const read = (settings: ReaderSettings) => `(${csvTexts(groups, options, settings)})`;
    return { query: await partitionedQuery(session, table, { read, columns }), columns };
  } catch (error) {
    if (error instanceof KeyFault) return { reason: error.message, names };
    const lines = await faultyLines(session, groups, table).catch(() => undefined);
    return lines
      ? { reason: lines.reason, names: lines.keepsNames ? names : [] }
      : { reason: reasonOf(table, error), names: [] };
  }
}

async function jsonRecipe(session: DuckDBConnection, table: FileTable): Promise<TableRecipe> {
  const found = await jsonColumns(session, table);
  const texts = found.filter(({ isText }) => isText).map(({ name }) => name);
  const relation = `from ${readJson(table, found)}`;
  const asked = { relation, names: texts, onlyTimes: true, options: table.options };
  const typed = new Map((await typedColumns(session, asked)).map((column) => [column.name, column]));
  const columns = found.map(
    ({ name, isNone }) => typed.get(name) ?? { name, sql: isNone ? "null" : quoted(duckdb, name) },
  );
  const read = (settings: ReaderSettings) => readJson(table, found, settings);
  return { query: await partitionedQuery(session, table, { read, columns }), columns };
}

/** What DuckDB says, without its advice and its place in a statement that is not the author's. */
function reasonOf({ files }: FileTable, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [said = message] = message.split(/\n\n|\nLINE \d+:|\nPossible /);
  const plain = said.replace(/^(?:[A-Z]\w+ )+Error: /, "").replace(/\s+/g, " ");
  return files.reduce((text, { path, shown }) => text.replaceAll(path, shown), plain.trim());
}
