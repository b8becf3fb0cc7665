/** Tables over files: for each, a query that gives its rows, with types that lose nothing. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";
import { type TypedColumn, typedColumns } from "./columnTypes.ts";
import { csvGroups, csvTexts, namesOf } from "./csv.ts";
import { faultyLines } from "./csvFaults.ts";
import { KeyFault } from "./fileOptions.ts";
import type { FileTable } from "./files.ts";
import { jsonColumns, readJson } from "./json.ts";
import { type PartitionColumn, partitionColumns } from "./partitions.ts";

/** How a table is made. */
export interface TableRecipe {
  /** A query over its files. */
  readonly query: string;
  readonly columns: readonly TypedColumn[];
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
    const read = (file?: string) =>
      `read_parquet([${list}], union_by_name = true, hive_partitioning = false${pathsAs(file)})`;
    return { query: await withPartitions(session, table, "*", read), columns: [] };
  } catch (error) {
    return { reason: reasonOf(table, error), names: [] };
  }
}

async function csvRecipe(session: DuckDBConnection, table: FileTable): Promise<TableRecipe | FaultyTable> {
  const { options } = table;
  const groups = await csvGroups(session, table);
  const names = namesOf(groups);
  try {
    const relation = csvTexts(groups, options);
    const columns = await typedColumns(session, { relation, names, options });
    const read = (file?: string) => `(${csvTexts(groups, options, file)})`;
    return { query: await withPartitions(session, table, listOf(columns), read), columns };
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
  const read = (file?: string) => readJson(table, found, pathsAs(file));
  return { query: await withPartitions(session, table, listOf(columns), read), columns };
}

function listOf(columns: readonly TypedColumn[]): string {
  return columns.map(({ name, sql }) => `${sql} as ${quoted(duckdb, name)}`).join(", ");
}

/** Holds a file's path while its folders are read. */
const fileColumn = "path of the file";

/** A setting of a reader that gives each row its file's path. */
function pathsAs(file: string | undefined): string {
  return file === undefined ? "" : `, filename = ${duckdb.literal(file)}`;
}

/** The query, with the columns that folders tell in place of the files' own of the same name. */
async function withPartitions(
  session: DuckDBConnection,
  { files }: FileTable,
  list: string,
  read: (file?: string) => string,
): Promise<string> {
  const partitions = partitionColumns(files, fileColumn);
  if (partitions.length === 0) return `select ${list} from ${read()}`;
  const typed = await typedPartitions(session, partitions);
  const file = quoted(duckdb, fileColumn);
  const rows = `select ${list === "*" ? "*" : `${list}, ${file}`} from ${read(fileColumn)}`;
  const own = [fileColumn, ...partitions.map(({ name }) => name)]
    .map((name) => duckdb.literal(name.toLowerCase()))
    .join(", ");
  return `select columns(name -> lower(name) not in (${own})), ${typed} from (${rows})`;
}

/** Their types are found as those of other texts are, by all values. */
async function typedPartitions(
  session: DuckDBConnection,
  partitions: readonly PartitionColumn[],
): Promise<string> {
  const columns: string[] = [];
  for (const { name, sql, values } of partitions) {
    const texts = values.map((value) => duckdb.literal(value)).join(", ");
    const column = quoted(duckdb, name);
    const relation = `select unnest([${texts}]::varchar[]) as ${column}`;
    const [typed] = await typedColumns(session, { relation, names: [name], options: {} });
    columns.push(`${(typed?.sql ?? column).replaceAll(column, () => sql)} as ${column}`);
  }
  return columns.join(", ");
}

/** What DuckDB says, without its advice and its place in a statement that is not the author's. */
function reasonOf({ files }: FileTable, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [said = message] = message.split(/\n\n|\nLINE \d+:|\nPossible /);
  const plain = said.replace(/^(?:[A-Z]\w+ )+Error: /, "").replace(/\s+/g, " ");
  return files.reduce((text, { path, shown }) => text.replaceAll(path, shown), plain.trim());
}
