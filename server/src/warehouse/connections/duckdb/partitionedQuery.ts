/** The rows of a table's files, with the columns that their folders tell. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";
import { type TypedColumn, typedColumns } from "./columnTypes.ts";
import type { FileTable } from "./files.ts";
import { isHive, type PartitionColumn, partitionColumns } from "./partitions.ts";
import { type ReaderSettings, withoutFolders } from "./readerSettings.ts";

interface Reader {
  /** What gives the files' rows, for `from`. */
  readonly read: (settings: ReaderSettings) => string;
  /** Their columns; absent: as they are. */
  readonly columns?: readonly TypedColumn[];
}

/** Holds a file's path while its folders are read. */
const fileColumn = "path of the file";

/** A column that folders tell stands in place of the files' own of the same name. */
export async function partitionedQuery(
  session: DuckDBConnection,
  { files }: FileTable,
  { read, columns }: Reader,
): Promise<string> {
  const partitions = partitionColumns(files, fileColumn);
  const names = partitions.map(({ name }) => name.toLowerCase());
  const own = columns?.filter(({ name }) => !names.includes(name.toLowerCase()));
  const list = own?.map(({ name, sql }) => `${sql} as ${quoted(duckdb, name)}`) ?? ["*"];
  if (partitions.length === 0) return `select ${list.join(", ")} from ${read(withoutFolders)}`;
  const hive = isHive(files);
  const more = own ? (hive ? partitions.map(({ name }) => name) : [fileColumn]) : [];
  const settings: ReaderSettings = hive
    ? { hive_partitioning: true, hive_types_autocast: false }
    : { ...withoutFolders, filename: fileColumn };
  const inner = [...list, ...more.map((name) => quoted(duckdb, name))].join(", ");
  const hidden = [...names, fileColumn].map((name) => duckdb.literal(name)).join(", ");
  const typed = await typedPartitions(session, partitions, hive);
  const kept = own?.length === 0 ? [] : [`columns(name -> lower(name) not in (${hidden}))`];
  return `select ${[...kept, ...typed].join(", ")} from (select ${inner} from ${read(settings)})`;
}

/** Their types are found as those of other texts are, by all values. */
async function typedPartitions(
  session: DuckDBConnection,
  partitions: readonly PartitionColumn[],
  hive: boolean,
): Promise<string[]> {
  const typed: string[] = [];
  for (const { name, byPath, values } of partitions) {
    const column = quoted(duckdb, name);
    const texts = values.map((value) => duckdb.literal(value)).join(", ");
    const relation = `select unnest([${texts}]::varchar[]) as ${column}`;
    const [found] = await typedColumns(session, { relation, names: [name], options: {} });
    const sql = found?.sql ?? column;
    typed.push(`${hive ? sql : sql.replaceAll(column, () => byPath)} as ${column}`);
  }
  return typed;
}
