/**
 * CSV files as texts. The first line tells the names and what stands between values; values may be in double quotes, doubled
 * within. Anything else is declared, so that the same file always reads the same, and a ragged line is a fault of that line.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { type FileOptions, KeyFault } from "./fileOptions.ts";
import type { FileTable } from "./files.ts";
import { type ReaderSettings, settingsSql, withoutFolders } from "./readerSettings.ts";
import { rowsOf } from "./textColumns.ts";

/** Files that have the same columns in the same order. */
export interface CsvGroup {
  readonly paths: readonly string[];
  readonly delim: string;
  readonly names: readonly string[];
}

/** Rejects with a `KeyFault` where a first line tells no names. */
export async function csvGroups(
  session: DuckDBConnection,
  { files, options }: Pick<FileTable, "files" | "options">,
): Promise<CsvGroup[]> {
  const groups = new Map<string, CsvGroup>();
  for (const { path, shown } of files) {
    const line = await firstLine(session, path, options);
    if (line.includes("\0"))
      throw new KeyFault(`${shown} holds zero bytes, as UTF-16 does; write \`encoding: utf-16\``);
    // Read by the other order of bytes, the mark at its beginning is this.
    if (line.startsWith("\ufffe"))
      throw new KeyFault(`${shown} is big-endian UTF-16, which can't be read; save it as UTF-8`);
    const delim = options.delim ?? separatorOf(line, path);
    const known = groups.get(delim + line);
    const { names } = known ?? { names: namesIn(line, delim, options) };
    groups.set(delim + line, { paths: [...(known?.paths ?? []), path], delim, names });
  }
  return [...groups.values()];
}

/** Names of all groups, each once, in the order in which they come; case does not part them. */
export function columnsOfGroups(groups: readonly CsvGroup[]): string[] {
  const all = new Map<string, string>();
  for (const name of groups.flatMap(({ names }) => names))
    if (!all.has(name.toLowerCase())) all.set(name.toLowerCase(), name);
  return [...all.values()];
}

/** A query that gives all columns of all files as texts. */
export function csvTexts(
  groups: readonly CsvGroup[],
  options: FileOptions,
  settings: ReaderSettings = {},
): string {
  const reads = groups.map((group) => `from ${readCsv(group, options, settings)}`);
  return reads.join(" union all by name ");
}

/** A call of `read_csv` that gives texts. */
export function readCsv(
  { paths, delim, names }: CsvGroup,
  options: FileOptions,
  more: ReaderSettings = {},
): string {
  const columns = names.map((name) => `${duckdb.literal(name)}: 'VARCHAR'`).join(", ");
  const settings = settingsSql({
    auto_detect: false,
    ...withoutFolders,
    header: options.header ?? true,
    delim,
    quote: options.quote ?? '"',
    escape: options.escape ?? options.quote ?? '"',
    ...(options.encoding !== undefined && { encoding: options.encoding }),
    // DuckDB asks for this where lines may be short and values hold line ends.
    ...(options.null_padding && { null_padding: true, parallel: false }),
    ...more,
  });
  const nulls = ["", ...(options.null_values ?? [])].map((text) => duckdb.literal(text)).join(", ");
  const list = paths.map((path) => duckdb.literal(path)).join(", ");
  return `read_csv([${list}], columns = {${columns}}, nullstr = [${nulls}], ${settings})`;
}

/** No text holds this. */
const unused = "\u001f";

async function firstLine(
  session: DuckDBConnection,
  path: string,
  { encoding }: FileOptions,
): Promise<string> {
  const read = `read_csv(${duckdb.literal(path)}, auto_detect = false, header = false, columns = {'line': 'VARCHAR'},
    delim = ${duckdb.literal(unused)}, quote = '', escape = '', ignore_errors = true
    ${encoding === undefined ? "" : `, encoding = ${duckdb.literal(encoding)}`})`;
  const [row] = await rowsOf(session, `from ${read} limit 1`);
  if (!row) throw new KeyFault("It has no first line with the names of its columns");
  return String(row[0]);
}

function separatorOf(line: string, path: string): string {
  const [, extension] = /\.(tsv|psv)(?:\.\w+)?$/i.exec(path) ?? [];
  if (extension) return extension.toLowerCase() === "tsv" ? "\t" : "|";
  const plain = line.replace(/"[^"]*(?:""[^"]*)*"/g, "");
  const counted = [",", ";", "\t", "|"].map((mark) => [mark, plain.split(mark).length] as const);
  const [first] = counted.sort(([, a], [, b]) => b - a);
  return first?.[0] ?? ",";
}

/** Names as DuckDB makes them: an empty one is `column1`, one that stands there already gets a number. */
function namesIn(line: string, delim: string, { quote = '"', header = true }: FileOptions): string[] {
  const seen = new Set<string>();
  return split(line, delim, quote).map((written, at) => {
    const name = header && written.trim() !== "" ? written.trim() : `column${at}`;
    let unique = name;
    for (let number = 1; seen.has(unique.toLowerCase()); number++) unique = `${name}_${number}`;
    seen.add(unique.toLowerCase());
    return unique;
  });
}

function split(line: string, delim: string, quote: string): string[] {
  const values = [""];
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const last = values.length - 1;
    if (quote !== "" && line.startsWith(quote, at)) {
      const isDoubled = isQuoted && line.startsWith(quote, at + 1);
      if (isDoubled) values[last] += line[at++] ?? "";
      else isQuoted = !isQuoted;
    } else if (!isQuoted && line.startsWith(delim, at)) {
      values.push("");
      at += delim.length - 1;
    } else values[last] += line[at] ?? "";
  }
  if (isQuoted) throw new KeyFault("Its first line ends within quotes, so it tells no names");
  return values;
}
