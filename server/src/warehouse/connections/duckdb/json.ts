/** JSON files: JSON says what is a text and what a number; times among the texts, and long numbers, are found by all values. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";
import type { FileTable } from "./files.ts";
import { type ReaderSettings, settingsSql, withoutFolders } from "./readerSettings.ts";
import { rowsOf } from "./textColumns.ts";

interface JsonColumn {
  readonly name: string;
  /** DuckDB's, to read it with. */
  readonly type: string;
  /** Whether its values are texts, times not yet told apart. */
  readonly isText: boolean;
  /** Whether it has no value at all. */
  readonly isNone: boolean;
}

/** A format that no text has: DuckDB's own would read a time with an offset as one without. */
const noFormat = "'\u001f'";

/** The columns of all files, by all rows. */
export async function jsonColumns(session: DuckDBConnection, table: FileTable): Promise<JsonColumn[]> {
  const read = `read_json_auto([${pathsOf(table)}], union_by_name = true, hive_partitioning = false, sample_size = -1,
    dateformat = ${noFormat}, timestampformat = ${noFormat})`;
  const described = (await rowsOf(session, `describe from ${read}`)).map(([name, type]) => ({
    name: String(name),
    type: String(type),
  }));
  const columns: JsonColumn[] = [];
  for (const { name, type } of described) {
    const isText = type === "VARCHAR" || type === "UUID";
    const lossless = type.includes("DOUBLE") ? await losslessType(session, table, name, type) : type;
    const isNone = type === "JSON" && (await isEmpty(session, table, name));
    columns.push({ name, type: isText ? "VARCHAR" : lossless, isText, isNone });
  }
  return columns;
}

/** A call of `read_json`. */
export function readJson(
  table: FileTable,
  columns: readonly JsonColumn[],
  settings: ReaderSettings = withoutFolders,
): string {
  const types = columns.map(({ name, type }) => `${duckdb.literal(name)}: ${duckdb.literal(type)}`);
  return `read_json([${pathsOf(table)}], columns = {${types.join(", ")}}, ${settingsSql(settings)})`;
}

function pathsOf({ files }: FileTable): string {
  return files.map(({ path }) => duckdb.literal(path)).join(", ");
}

/** Whole numbers of more digits than a double holds. */
const long = "-?[1-9][0-9]{15,}";

async function losslessType(
  session: DuckDBConnection,
  table: FileTable,
  name: string,
  type: string,
): Promise<string> {
  const column = `cast(${quoted(duckdb, name)} as varchar)`;
  const [[hasLong, isWhole] = []] = await rowsOf(
    session,
    `select bool_or(regexp_matches(${column}, '(^|[^-0-9."eE])${long}($|[^0-9.eE"])')),
       bool_and(regexp_full_match(${column}, '-?[0-9]{1,38}|null'))
     from ${readJson(table, [{ name, type: "JSON", isText: false, isNone: false }])}`,
  );
  if (hasLong !== true) return type;
  return type.replaceAll("DOUBLE", isWhole === true ? "HUGEINT" : "VARCHAR");
}

async function isEmpty(session: DuckDBConnection, table: FileTable, name: string): Promise<boolean> {
  const column = quoted(duckdb, name);
  const read = readJson(table, [{ name, type: "JSON", isText: false, isNone: false }]);
  const [[count] = []] = await rowsOf(
    session,
    `select count(*) from (select ${column} from ${read}) where ${column} is not null and cast(${column} as varchar) <> 'null'`,
  );
  return Number(count) === 0;
}
