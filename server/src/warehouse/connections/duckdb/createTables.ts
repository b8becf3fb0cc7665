/** Makes the tables over files in an open DuckDB. */
import { availableParallelism } from "node:os";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";
import type { FileNotice } from "../../types.ts";
import { type FileTable, isLoaded } from "./files.ts";
import { type FaultyTable, recipeOf, type TableRecipe } from "./fileTables.ts";
import { shareComment } from "./rowGroups.ts";
import type { OrderDoubt } from "./textColumns.ts";

/** By what is known of a table's files: as long as they stay as they are, its types need no other look. */
export type Recipes = Map<string, TableRecipe | FaultyTable>;

export interface MadeTables {
  /** Those that can't be read, and why. */
  readonly failed: ReadonlyMap<FileTable, string>;
  readonly notices: readonly FileNotice[];
}

/** Holds what is read into memory, where a view stands in front of it. No user's schema bears this name. */
export const rowsSchema = "rows of files";
/** The same as SQL. It is there before tables are made: several at once can't make it. */
export const rowsOwner = `memory.${quoted(duckdb, rowsSchema)}`;

/** What the catalog says of texts that are times. */
export const mixedTimesComment =
  "Texts of times, of which some carry an offset; those without are read in the zone of the event.";

/** Several at once. */
export async function createTables(
  instance: DuckDBInstance,
  tables: readonly FileTable[],
  recipes: Recipes,
): Promise<MadeTables> {
  const waiting = [...tables.entries()];
  const failed = new Map<FileTable, string>();
  const notices = new Map<FileTable, FileNotice[]>();
  const worker = async (): Promise<void> => {
    const session = await instance.connect();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [number, table] = next;
      const key = JSON.stringify(table);
      const recipe = recipes.get(key) ?? (await recipeOf(session, table));
      recipes.set(key, recipe);
      const reason = await createTable(session, table, recipe, number);
      if (reason !== undefined) failed.set(table, reason);
      else if ("columns" in recipe) notices.set(table, noticesOf(table, recipe));
    }
    session.closeSync();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tables.length) }, worker));
  forgetOthers(recipes, tables);
  return { failed, notices: tables.flatMap((table) => notices.get(table) ?? []) };
}

/** What the catalog is to say of columns. */
function commentsOf({ columns, shares = [] }: TableRecipe): [column: string, comment: string][] {
  return [
    ...columns.flatMap(({ name, mixedTimes }): [string, string][] =>
      mixedTimes ? [[name, mixedTimesComment]] : [],
    ),
    ...shares.map(({ column, share }): [string, string] => [column, shareComment(share)]),
  ];
}

function forgetOthers(recipes: Recipes, tables: readonly FileTable[]): void {
  const kept = new Set(tables.map((table) => JSON.stringify(table)));
  for (const key of recipes.keys()) if (!kept.has(key)) recipes.delete(key);
}

/** Out: why it can't be read, where it can't. */
async function createTable(
  session: DuckDBConnection,
  table: FileTable,
  recipe: TableRecipe | FaultyTable,
  number: number,
): Promise<string | undefined> {
  const name = nameOf(table);
  if ("reason" in recipe) {
    if (recipe.names.length > 0) await session.run(`create view ${name} as ${failingQuery(table, recipe)}`);
    return recipe.reason;
  }
  try {
    await session.run(statementsFor(table, recipe, number));
    for (const [column, comment] of commentsOf(recipe))
      await session.run(`comment on column ${name}.${quoted(duckdb, column)} is ${duckdb.literal(comment)}`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

/** Rows are read once where the files are small. A column without values has no type, which only a view can say. */
function statementsFor(table: FileTable, { query, columns }: TableRecipe, number: number): string {
  const name = nameOf(table);
  if (!isLoaded(table)) return `create view ${name} as ${query}`;
  const empty = columns.filter(({ sql }) => sql === "null").map(({ name: column }) => column);
  if (empty.length === 0) return `create table ${name} as ${query}`;
  const rows = `${rowsOwner}.t${number}`;
  const nulls = empty.map((column) => `null as ${quoted(duckdb, column)}`).join(", ");
  return `create table ${rows} as ${query}; create view ${name} as select * replace (${nulls}) from ${rows}`;
}

/** Knows its columns, and says what is wrong when its rows are asked for. */
function failingQuery({ parts }: FileTable, { names, reason }: FaultyTable): string {
  const columns = names.map((name) => `null as ${quoted(duckdb, name)}`).join(", ");
  const message = duckdb.literal(`${parts.join(".")} can't be read: ${reason}`);
  // A row of its own, so that nothing fails before it is run.
  return `select ${columns} from range(1) as row (number) where error(${message} || left(cast(number as varchar), 0)) is null`;
}

function noticesOf({ parts, filesKey }: FileTable, { columns }: TableRecipe): FileNotice[] {
  return columns.flatMap(({ name, doubt }) => (doubt ? [{ parts, filesKey, ...doubtful(name, doubt) }] : []));
}

function doubtful(
  column: string,
  { text, read, taken, other }: OrderDoubt,
): Pick<FileNotice, "message" | "hint"> {
  const option = taken.type === "date" ? "date_format" : "timestamp_format";
  return {
    message: `day and month fit in either order in all values of ${column}: ${text} is read as ${read}`,
    hint: `Say which it is, beside \`path\`: \`${option}: '${taken.format}'\` as it is read now, or \`${option}: '${other.format}'\`.`,
  };
}

/** The catalog and the schema that a table of files belongs to. */
export function ownerOf({ parts }: FileTable): string {
  const [, schema = "main", catalog = "memory"] = [...parts].reverse();
  return [catalog, schema].map((part) => quoted(duckdb, part)).join(".");
}

function nameOf(table: FileTable): string {
  return `${ownerOf(table)}.${quoted(duckdb, table.parts.at(-1) ?? "")}`;
}
