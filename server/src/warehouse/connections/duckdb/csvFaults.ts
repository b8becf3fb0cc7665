/** What is wrong with the lines of CSV files that could not be read, as a sentence for people. */
import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type CsvGroup, readCsv } from "./csv.ts";
import type { FileTable } from "./files.ts";
import { rowsOf } from "./textColumns.ts";

/** A line that DuckDB rejects. */
interface Reject {
  readonly path: string;
  readonly line: number;
  /** Where the line begins in the file, in bytes from 1. */
  readonly start: number;
  readonly kind: string;
  readonly message: string;
}

/** Lines that are named; there may be more. */
const named = 5;

export interface LineFault {
  readonly reason: string;
  /** Whether the names of the first line can be relied on all the same. */
  readonly keepsNames: boolean;
}

/** Reads all lines once more, minding those that can't be read. Out: `undefined` where it finds nothing wrong with them. */
export async function faultyLines(
  session: DuckDBConnection,
  groups: readonly CsvGroup[],
  { files, options }: FileTable,
): Promise<LineFault | undefined> {
  const rejects: Reject[] = [];
  for (const group of groups) rejects.push(...(await rejectsOf(session, group, options)));
  const [first] = rejects;
  if (!first) return undefined;
  const shown = files.find(({ path }) => path === first.path)?.shown ?? first.path;
  const alike = rejects.filter(
    ({ path, kind }) => path === first.path && isRagged(kind) === isRagged(first.kind),
  );
  const group = groups.find(({ paths }) => paths.includes(first.path));
  const keepsNames = isRagged(first.kind);
  if (keepsNames) return { reason: `${shown}: ${raggedLines(alike, group)}`, keepsNames };
  if (first.kind === "INVALID ENCODING")
    return { reason: `${shown}: ${await wrongByte(first, options.encoding)}`, keepsNames };
  return { reason: `${shown}: line ${first.line} can't be read: ${first.message}`, keepsNames };
}

function isRagged(kind: string): boolean {
  return kind === "MISSING COLUMNS" || kind === "TOO MANY COLUMNS";
}

async function rejectsOf(
  session: DuckDBConnection,
  group: CsvGroup,
  options: FileTable["options"],
): Promise<Reject[]> {
  const read = readCsv(group, options, { store_rejects: true });
  await session.run(`select count(columns(*)) from ${read}`);
  const rows = await rowsOf(
    session,
    `select distinct on (s.file_path, e.line) s.file_path, e.line, e.line_byte_position, e.error_type, e.error_message
     from reject_errors e join reject_scans s using (scan_id, file_id) order by s.file_path, e.line limit 1000`,
  );
  await session.run("drop table if exists reject_errors; drop table if exists reject_scans");
  return rows.map(([path, line, start, kind, message]) => ({
    path: String(path),
    line: Number(line),
    start: Number(start),
    kind: String(kind),
    message: String(message).split("\n")[0] ?? "",
  }));
}

/** `lines 3 and 4 have 2 and 4 values`. */
function raggedLines(lines: readonly Reject[], group: CsvGroup | undefined): string {
  const first = lines.slice(0, named);
  const numbers = listed(first.map(({ line }) => String(line)));
  const counts = listed(first.map(({ message }) => /Found: (\d+)/.exec(message)?.[1] ?? "other"));
  const values = first.length === 1 && counts === "1" ? "value" : "values";
  const said = `${first.length === 1 ? `line ${numbers} has` : `lines ${numbers} have`} ${counts} ${values}`;
  const more = lines.length > named ? ` (and ${lines.length - named} more lines are ragged)` : "";
  const names = group?.names ?? [];
  return `${said}${more}; the first line names ${names.length} columns: ${names.join(", ")}. Fix them, or write \`null_padding: true\` if short lines end in nulls`;
}

function listed(texts: readonly string[]): string {
  return texts.length > 1 ? `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}` : (texts[0] ?? "");
}

async function wrongByte({ path, line, start }: Reject, encoding = "utf-8"): Promise<string> {
  const bytes = await bytesAt(path, start - 1);
  if (start <= 3 && bytes[0] === 0xff && bytes[1] === 0xfe)
    return "it is UTF-16 by its first two bytes (line 1, byte 1); write `encoding: utf-16`";
  const text = bytes.toString("utf8");
  const at = text.indexOf("\ufffd");
  const offset = at < 0 ? undefined : Buffer.byteLength(text.slice(0, at));
  const byte = offset === undefined ? undefined : bytes[offset];
  const place =
    byte === undefined || offset === undefined
      ? `line ${line} holds a byte that`
      : `line ${line}, byte ${offset + 1} (0x${byte.toString(16).toUpperCase()})`;
  return `${place} is no ${encoding.toUpperCase()}; write \`encoding: latin-1\` or \`utf-16\` if it is that, or save the file as UTF-8`;
}

/** Of a line; none of a compressed file, whose places are not those of its bytes. */
async function bytesAt(path: string, start: number): Promise<Buffer> {
  if (/\.(gz|zst)$/i.test(path)) return Buffer.alloc(0);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), { position: start });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
