/** Which columns of a table tell its rows apart. */
import { nounOf, snake } from "../../project/proposedEvents.ts";
import type { Column, Table } from "../../project/types.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import { isLoadTime } from "../../spec/timeNames.ts";
import { columnType } from "../../sql/logicalType.ts";
import type { Connection } from "../../warehouse/types.ts";
import { isEmpty, isId } from "./columns.ts";
import { tellApart } from "./measure.ts";
import type { Key, Measured } from "./types.ts";

/** Columns that are tried one by one, and together. */
const mostAlone = 4;
const mostTogether = 5;

/** Columns that may tell rows apart alone, the likeliest first: those of dbt's tests, then by their names, then the table's first ones. */
export function likelyKeys(table: Table): Column[] {
  const own = nounOf(table.parts.at(-1) ?? "");
  const names = ["id", `${own}_id`, `${own}_key`, `${own}_number`, `${own}_no`, "uuid", "key"];
  const place = ({ name }: Column) => {
    const at = names.indexOf(snake(name));
    return at >= 0 ? at : isId(name) ? names.length : names.length + 1;
  };
  const kinds = ["string", "integer", "uuid", "decimal"];
  return table.columns
    .filter(
      (column) =>
        kinds.includes(columnType(column)?.kind ?? "string") &&
        !isLoadTime(column.name) &&
        !isEmpty(column, table),
    )
    .map((column, index) => ({ column, rank: isKeyInDbt(table, column) ? -1 : place(column) * 1000 + index }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostAlone)
    .map(({ column }) => column);
}

function isKeyInDbt({ dbt }: Table, { name }: Column): boolean {
  const isSame = ([only, ...more]: readonly string[]) =>
    more.length === 0 && only?.toLowerCase() === name.toLowerCase();
  return dbt?.keys.some(isSame) ?? false;
}

interface Looked {
  readonly measured: Measured | undefined;
  readonly connection: Connection | undefined;
}

/** In: a table, and its occurrences, which join a key that needs several columns. Out: `undefined` for a table without a column for it. */
export async function keyOf(
  table: Table,
  times: readonly Column[],
  { measured, connection }: Looked,
  signal: AbortSignal,
): Promise<Key | undefined> {
  const likely = likelyKeys(table);
  const [first] = likely;
  if (!first) return undefined;
  const inDbt = likely.find((column) => isKeyInDbt(table, column));
  if (!measured || measured.rows === 0) return { columns: [inDbt ?? first], known: inDbt ? "dbt" : "names" };
  const alone = likely.filter(({ name }) => isApart(name, measured));
  const told = alone.find((column) => column === inDbt) ?? alone[0];
  const isSure =
    told && (isId(told.name) || told === inDbt || isNumbered(told.name) || measured.rows >= manyRows);
  if (told && isSure) return { columns: [told], known: told === inDbt ? "dbt" : "rows" };
  const together = columnsTogether(table, times, measured);
  const found = connection && (await fewestOf(table, together, { measured, connection }, signal));
  if (found) return { columns: found, known: "rows" };
  if (told) return { columns: [told], known: "rows" };
  return { columns: together.length > 0 ? together : [first], known: "repeats" };
}

/** In fewer rows a column that is no id may differ by chance. */
const manyRows = 50;

function isNumbered(name: string): boolean {
  return /\b(no|number|nr|code|reference)$/.test(wordsOf(name).join(" "));
}

function isApart(name: string, { rows, columns }: Measured): boolean {
  const { filled, distinct } = columns.get(name) ?? {};
  return filled === rows && distinct === rows;
}

/** Ids, positions, times and names of fields, in this order: what together may tell rows apart. */
function columnsTogether(table: Table, times: readonly Column[], measured: Measured): readonly Column[] {
  const named = (pattern: RegExp) =>
    table.columns.filter(({ name }) => pattern.test(wordsOf(name).join(" ")) && !isLoadTime(name));
  const fits = (column: Column) =>
    ["string", "integer", "uuid", "decimal", "date", "timestamp", "instant"].includes(
      columnType(column)?.kind ?? "",
    ) && measured.columns.get(column.name)?.filled !== 0;
  const all = [
    ...table.columns.filter(({ name }) => isId(name)),
    ...named(/\b(index|position|line|seq|sequence|number|no|version)$/),
    ...named(/\b(tag|field|field name|attribute)$/),
    ...times.slice(0, 1),
  ];
  return [...new Set(all)].filter(fits).slice(0, mostTogether);
}

/** The fewest of columns that together have another value in each row; `undefined` where all of them have not. */
async function fewestOf(
  table: Table,
  columns: readonly Column[],
  { measured, connection }: { readonly measured: Measured; readonly connection: Connection },
  signal: AbortSignal,
): Promise<readonly Column[] | undefined> {
  const isEnough = (some: readonly Column[]) => tellApart(table, some, measured.rows, connection, signal);
  if (columns.length < 2 || !(await isEnough(columns))) return undefined;
  let kept = columns;
  for (const column of [...columns].reverse()) {
    const rest = kept.filter((one) => one !== column);
    if (rest.length > 1 && (await isEnough(rest))) kept = rest;
  }
  return kept;
}
