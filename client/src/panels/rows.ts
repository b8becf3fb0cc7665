/** Rows of a preview as text: masking what is personal, copying what is shown. */
import type { Cell } from "../../../server/src/warehouse/types.ts";
import type { PreviewRows, ResultsState, RowTable } from "./messages.ts";

/** Stands where a personal value is not shown; the same for every value, so that its length says nothing. */
export const mask = "•••••";

/** The same rows with the values of personal columns replaced; nulls stay, they tell nothing personal. */
export function maskPersonal(result: PreviewRows): PreviewRows {
  if (!result.columns.some((column) => column.personal)) return result;
  const rows = result.rows.map((row) =>
    row.map((cell, index) => (result.columns[index]?.personal && cell !== null ? mask : cell)),
  );
  return { ...result, rows };
}

/** The rows as they are to be seen, and nothing of them besides. */
export function rowsShown(
  { zoned, ...result }: PreviewRows,
  { personalShown, zoneShown }: { readonly personalShown: boolean; readonly zoneShown: boolean },
): PreviewRows {
  const inZone = zoned && zoneShown ? { ...result, rows: zoned.rows } : result;
  return personalShown ? inZone : maskPersonal(inZone);
}

/** The rows that a panel shows, if it shows any. */
export function tableOn(state: ResultsState): RowTable | undefined {
  if (state.kind === "rows") return state.result;
  return state.kind === "failing" ? state.table : undefined;
}

/** A cell as people read it: text as it is, null as nothing, lists and objects as JSON. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** One row as a JSON object with the columns' names as keys, two spaces a level. */
export function rowAsJson(result: RowTable, row: number): string {
  const cells = result.rows[row] ?? [];
  const entries = result.columns.map((column, index) => [column.name, cells[index] ?? null]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

/** All rows with a header, separated by tabs, as spreadsheets paste them: a cell with a tab, a line end or a quote is quoted. */
export function rowsAsTsv(result: RowTable): string {
  const header = result.columns.map((column) => tsvCell(column.name));
  const lines = result.rows.map((row) => result.columns.map((_, index) => tsvCell(cellText(row[index]))));
  return [header, ...lines].map((line) => line.join("\t")).join("\n");
}

function tsvCell(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
