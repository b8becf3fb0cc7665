/** Which table a first event is read from, which of its columns is the time, and which the key; measured where that costs nothing. */
import { isOccurrence, nounOf, snake } from "../../project/proposedEvents.ts";
import type { Column, Table } from "../../project/types.ts";
import { columnType } from "../../sql/logicalType.ts";
import { quoteIdentifier, tableSql } from "../../sql/writeIdentifier.ts";
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";

/** A table with a time, and why its columns were taken. */
export interface Source {
  readonly table: Table;
  readonly at: Column;
  /** Other columns that say when something happened. */
  readonly otherTimes: readonly string[];
  readonly key: Column;
  /** Whether dbt tests it to be another one in each row. */
  readonly isKeyInDbt: boolean;
  readonly measured?: Measured;
}

/** What was counted in the first rows. */
interface Measured {
  readonly rows: number;
  /** Rows without a time. */
  readonly withoutTime: number;
  readonly keyIsUnique: boolean;
}

/** Tables that are looked into at most, rows of each, and how long that may take. */
const mostTables = 12;
const mostRows = 100_000;
const patienceMs = 5000;

/**
 * The best of tables that have a time: one with a time in every row and another key in each, else the first. Without a connection the
 * columns' names decide alone. `undefined` where no table has a time.
 */
export async function chooseSource(
  tables: readonly Table[],
  connection: Connection | undefined,
  signal: AbortSignal,
): Promise<Source | undefined> {
  const sources: Source[] = [];
  for (const table of tables) {
    const source = sources.length < mostTables ? await sourceOf(table, connection, signal) : undefined;
    if (source) sources.push(source);
  }
  return sources.sort((a, b) => merit(b) - merit(a))[0];
}

function merit({ measured, table }: Source): number {
  const isGood = measured && measured.rows > 0 && measured.keyIsUnique && measured.withoutTime === 0;
  const isGoing = table.dbt?.deprecatedOn !== undefined;
  return (isGood ? 2 : 0) + (table.reference?.startsWith("ref(") ? 1 : 0) - (isGoing ? 2 : 0);
}

async function sourceOf(
  table: Table,
  connection: Connection | undefined,
  signal: AbortSignal,
): Promise<Source | undefined> {
  const times = table.columns.filter(isOccurrence).sort((a, b) => timeMerit(b) - timeMerit(a));
  const [at, ...others] = times;
  const keys = keysOf(table, times);
  const [told] = keys.filter((column) => isKeyInDbt(table, column));
  const [first] = keys;
  if (!at || !first) return undefined;
  const otherTimes = others.map(({ name }) => name);
  const source = { table, at, otherTimes, key: told ?? first, isKeyInDbt: told !== undefined };
  const counts = connection && (await count(table, [at, ...keys], connection, signal));
  if (!counts) return source;
  const [time, ...found] = counts.columns;
  const differs = keys.filter((_, index) => found[index]?.distinct === counts.rows);
  const unique = differs.find((column) => column === told) ?? differs[0];
  const withoutTime = counts.rows - (time?.filled ?? 0);
  return {
    ...source,
    key: unique ?? source.key,
    isKeyInDbt: told !== undefined && (unique ?? told) === told,
    measured: { rows: counts.rows, withoutTime, keyIsUnique: unique !== undefined },
  };
}

/** A moment says more than a day; that a row began to be comes before what became of it, a person's birthday last. */
function timeMerit({ name, type }: Column): number {
  if (/birth|dob/i.test(name)) return -1;
  const isFirst = /^(created|placed|ordered|opened|registered|received|started|occurred|happened|event)/i;
  return (isFirst.test(name) ? 2 : 0) + (/^date$/i.test(type ?? "") ? 0 : 1);
}

function isKeyInDbt({ dbt }: Table, { name }: Column): boolean {
  const isSame = ([only, ...more]: readonly string[]) =>
    more.length === 0 && only?.toLowerCase() === name.toLowerCase();
  return dbt?.keys.some(isSame) ?? false;
}

/** Columns that may tell rows apart, the likeliest first: those of dbt's tests, then by their names, then the table's first ones. */
function keysOf(table: Table, times: readonly Column[]): Column[] {
  const own = nounOf(table.parts.at(-1) ?? "");
  const names = ["id", `${own}_id`, `${own}_key`, `${own}_number`, `${own}_no`, "uuid", "key"];
  const place = ({ name }: Column) => {
    const at = names.indexOf(snake(name));
    return at >= 0 ? at : /id$/i.test(name) ? names.length : names.length + 1;
  };
  const kinds = ["string", "integer", "uuid", "decimal"];
  return table.columns
    .filter((column) => !times.includes(column) && kinds.includes(columnType(column)?.kind ?? "string"))
    .map((column, index) => ({
      column,
      rank: isKeyInDbt(table, column) ? -1 : place(column) * 1000 + index,
    }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 4)
    .map(({ column }) => column);
}

interface Counts {
  readonly rows: number;
  readonly columns: readonly { readonly filled: number; readonly distinct: number }[];
}

/** `undefined` for a table that can't be read, or not soon. */
async function count(
  { parts }: Table,
  columns: readonly Column[],
  { dialect, run }: Connection,
  signal: AbortSignal,
): Promise<Counts | undefined> {
  const counted = columns.flatMap(({ name }) => {
    const column = quoteIdentifier(name, dialect);
    return [`count(${column})`, `count(distinct ${column})`];
  });
  const sql = `select ${["count(*)", ...counted].join(", ")} from (select * from ${tableSql(parts, dialect)} limit ${mostRows}) as t`;
  try {
    const { rows } = await run(sql, { limit: 1, timeoutMs: patienceMs }, signal);
    const [all = 0, ...numbers] = (rows[0] ?? []).map(Number);
    const pairs = columns.map((_, i) => ({ filled: numbers[2 * i] ?? 0, distinct: numbers[2 * i + 1] ?? 0 }));
    return { rows: all, columns: pairs };
  } catch (error) {
    if (error instanceof WarehouseError) return undefined;
    throw error;
  }
}
