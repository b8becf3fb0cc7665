/** The types of columns that are read as texts: found by all of their values, or declared. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { quoted } from "../../sqlCatalog.ts";
import { declaredColumn, refuseUnfit } from "./declaredTypes.ts";
import type { FileOptions } from "./fileOptions.ts";
import { type OrderDoubt, rowsOf, type SeenColumn, type TextColumns } from "./textColumns.ts";
import { withTimeFormats } from "./timeColumns.ts";
import { readBy } from "./timeFormats.ts";
import { columnFormOf, formsSql } from "./valueForms.ts";

export interface TypedColumn {
  readonly name: string;
  /** Its value, of the text column that has its name. */
  readonly sql: string;
  readonly doubt?: OrderDoubt;
  /** Texts that are times, some with an offset. */
  readonly mixedTimes?: true;
}

/** Rejects with a `KeyFault` where a value does not fit the type that is declared for its column. */
export async function typedColumns(session: DuckDBConnection, asked: TextColumns): Promise<TypedColumn[]> {
  const known = await formsOf(session, asked);
  const seen = await withTimeFormats(session, asked, known);
  await refuseUnfit(session, asked, seen);
  const typed: TypedColumn[] = [];
  for (const column of seen) {
    const sql = declaredColumn(column, asked.options) ?? (await foundColumn(session, asked, column));
    typed.push({
      name: column.name,
      sql,
      ...(column.doubt && { doubt: column.doubt }),
      ...(sql === column.column && column.form === "mixedTimes" && { mixedTimes: true }),
    });
  }
  return typed;
}

/** Rows that are looked at first: they tell which columns are text anyway, and what the others are likely to be. */
const firstRows = 2048;

type LookedAt = Omit<SeenColumn, "form"> & { readonly bits: number };

async function formsOf(
  session: DuckDBConnection,
  { relation, names, options }: TextColumns,
): Promise<SeenColumn[]> {
  if (names.length === 0) return [];
  const columns = names.map((name) => ({ name, column: quoted(duckdb, name) }));
  const values = `[${columns.map(({ column }) => column).join(", ")}]`;
  const looks = await firstLooks(session, `select ${values} from (${relation} limit ${firstRows})`, options);
  const first = columns.map((column, i): LookedAt => {
    const { bits = 0, isSpaced = false } = looks.get(i) ?? {};
    const text = textOf(isSpaced ? `trim(${column.column})` : column.column, options);
    return { ...column, text, bits };
  });
  const count = looks.get(0)?.count ?? 0;
  const all = count < firstRows ? first : await withAllRows(session, relation, first);
  return all.map(({ bits: found, ...column }) => ({ ...column, form: columnFormOf(found) }));
}

/**
 * What the columns of a few rows hold, by their place from 0; nothing of no rows. In: a query for the rows as lists. All values stand in one column, so that the engine
 * compiles each pattern once: for a small file with one set of patterns a column, that took longer than all else.
 */
async function firstLooks(
  session: DuckDBConnection,
  lists: string,
  options: FileOptions,
): Promise<Map<number, { readonly count: number; readonly bits: number; readonly isSpaced: boolean }>> {
  const found = await rowsOf(
    session,
    `select place, count(*), ${formsSql("text")}, bool_or(starts_with(value, ' ') or ends_with(value, ' ')) from (
       select place, value, ${textOf("trim(value)", options)} as text from (
         select unnest(cells) as value, unnest(range(len(cells))) as place from (${lists}) as lists(cells)))
       group by place`,
  );
  return new Map(
    found.map(([place, count, bits, isSpaced]) => [
      Number(place),
      { count: Number(count), bits: Number(bits), isSpaced: isSpaced === true },
    ]),
  );
}

async function withAllRows(
  session: DuckDBConnection,
  relation: string,
  first: readonly LookedAt[],
): Promise<LookedAt[]> {
  const open = first.filter(({ bits }) => columnFormOf(bits) !== "text");
  if (open.length === 0) return [...first];
  const bits = open.map((column) => formsSql(column.text, column.bits));
  const [row = []] = await rowsOf(session, `select ${bits.join(", ")} from (${relation})`);
  return first.map((column) => {
    const at = open.indexOf(column);
    return at < 0 ? column : { ...column, bits: Number(row[at]) };
  });
}

function textOf(text: string, { decimal_separator: mark }: FileOptions): string {
  if (mark !== ",") return text;
  return `case when regexp_full_match(${text}, '-?[0-9]+,[0-9]+') then replace(${text}, ',', '.') else ${text} end`;
}

async function foundColumn(
  session: DuckDBConnection,
  { relation, onlyTimes }: TextColumns,
  { column, text, form, time }: SeenColumn,
): Promise<string> {
  if (form === "none") return "null";
  if (time) return readBy(time, text);
  const isNumber = ["bigint", "hugeint", "double", "decimal", "boolean"].includes(form);
  const isText = form === "text" || form === "mixedTimes" || form === "dayOrMonth";
  if (isText || (onlyTimes && isNumber)) return column;
  const type = form === "decimal" ? await decimalType(session, relation, text) : form;
  return type ? `cast(${text} as ${type})` : column;
}

/**
 * Of numbers with more digits, or other zeros at the end, than a double writes: a decimal where all have as many places, or
 * none a zero at its end. Else they are versions, sections, or written by hand, and stay text.
 */
async function decimalType(
  session: DuckDBConnection,
  relation: string,
  text: string,
): Promise<string | undefined> {
  const places = "length(regexp_extract(t, '[.]([0-9]*)$', 1))";
  const [row = []] = await rowsOf(
    session,
    `select max(${places}), min(${places}), max(length(regexp_extract(t, '^-?([0-9]*)', 1))),
       bool_or(regexp_matches(t, '[.][0-9]*0$')), bool_or(contains(t, 'e')) from (select ${text} as t from (${relation}))`,
  );
  const [most = 0, least = 0, whole = 0] = row.slice(0, 3).map(Number);
  const [hasZeros, hasExponents] = row.slice(3);
  if (hasExponents === true || (hasZeros === true && most !== least) || most + whole > 38) return undefined;
  return `decimal(${most + whole > 18 ? 38 : 18}, ${most})`;
}
