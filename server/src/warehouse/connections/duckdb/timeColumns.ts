/** Finds how the times of columns are read that are not written as ISO 8601 has them. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { type OrderDoubt, rowsOf, type SeenColumn, type TextColumns } from "./textColumns.ts";
import { declaredFormats, formatsLike, readBy, type TimeFormat } from "./timeFormats.ts";

/** A declared format is that of every column whose values it can all read; else those with day and month are looked at. */
export async function withTimeFormats(
  session: DuckDBConnection,
  asked: TextColumns,
  columns: readonly SeenColumn[],
): Promise<SeenColumn[]> {
  const formats = declaredFormats(asked.options);
  const found: SeenColumn[] = [];
  for (const column of columns) {
    const texts = `(select ${column.text} as t from (${asked.relation}))`;
    const [declared] = column.form === "none" ? [] : await fitting(session, texts, formats);
    if (declared) found.push({ ...column, time: declared });
    else if (column.form === "dayOrMonth") found.push({ ...column, ...(await orderOf(session, texts)) });
    else found.push(column);
  }
  return found;
}

async function fitting(
  session: DuckDBConnection,
  texts: string,
  formats: readonly TimeFormat[],
): Promise<TimeFormat[]> {
  if (formats.length === 0) return [];
  const fits = formats.map((format) => `count(t) = count(${readBy(format, "t")})`);
  const [row = []] = await rowsOf(session, `select ${fits.join(", ")} from ${texts}`);
  return formats.filter((_, i) => row[i] === true);
}

/** The first order that fits all values, with a value that another order reads as another day. */
async function orderOf(
  session: DuckDBConnection,
  texts: string,
): Promise<{ readonly time?: TimeFormat; readonly doubt?: OrderDoubt }> {
  const [[sample] = []] = await rowsOf(session, `select any_value(t) from ${texts}`);
  const [taken, ...others] = await fitting(session, texts, formatsLike(String(sample)));
  if (!taken) return {};
  for (const other of others) {
    const [own, its] = [readBy(taken, "t"), readBy(other, "t")];
    const [row] = await rowsOf(
      session,
      `select t, cast(${own} as varchar) from ${texts} where ${own} <> ${its} limit 1`,
    );
    if (row) return { time: taken, doubt: { text: String(row[0]), read: String(row[1]), taken, other } };
  }
  return { time: taken };
}
