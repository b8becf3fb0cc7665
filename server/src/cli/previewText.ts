import { harmlessLine } from "../document/harmless.ts";
import { inWords, many } from "../proof/words.ts";
import { columnsForPeople, nameColumns } from "../tasks/shownRows.ts";
import type { QueryResult, ResultColumn } from "../warehouse/types.ts";
import { drawTable, tableCell } from "./table.ts";
import { type Output, paint } from "./terminal.ts";

interface PreviewShown {
  readonly name: string;
  readonly limit: number;
  readonly quiet?: boolean;
  /** Also those that only machines read. */
  readonly allColumns?: boolean;
  /** The zone whose clocks moments are shown by, where that was asked for. */
  readonly zone: string | undefined;
}

interface RowsShown {
  readonly result: QueryResult;
  /** Names of the columns that hold moments. */
  readonly moments: ReadonlySet<string>;
  /** Events in all, where that is known. */
  readonly total?: number | undefined;
}

/**
 * Rows of a preview for people: the moment, then whom and what. Columns without any value are left out, and those that only
 * machines read; the last line says how many rows there are, how long it took and what is missing.
 */
export function previewText(
  preview: PreviewShown,
  { result, moments, total }: RowsShown,
  output: Output,
): string {
  const { rows, truncated, cutCells, elapsedMs } = result;
  const took = elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
  if (rows.length === 0) return `${harmlessLine(preview.name)}: no rows (${took}).\n`;
  const { shown, empty } = arranged(result, preview.allColumns === true);
  const table = drawTable(
    shown.map(({ column, isTechnical }) => ({
      name:
        preview.zone !== undefined && moments.has(column.name)
          ? `${column.name} (${preview.zone})`
          : column.name,
      align: isNumeric(column) ? "right" : "left",
      firm: isNumeric(column) || isTime(column) || nameColumns.has(column.name),
      optional: isTechnical,
    })),
    rows.map((row) => shown.map(({ index }) => tableCell(row[index] ?? null))),
    output,
  );
  if (preview.quiet) return table;
  const count = countText(rows.length, truncated, total);
  const missing = empty.length > 0 ? `, all null: ${harmlessLine(empty.join(", "))}` : "";
  const cut = cutCells === undefined ? "" : `, ${cutCells} too long ${cutCells === 1 ? "cell" : "cells"} cut`;
  return `${table}${paint(output, "dim", `${count}, ${took}${missing}${cut}`)}\n`;
}

/** `50 of 825 rows (--limit)`. */
function countText(rows: number, truncated: boolean, total: number | undefined): string {
  if (!truncated) return many(rows, "row");
  return total === undefined
    ? `${many(rows, "row")}, and there are more (--limit)`
    : `${inWords(rows)} of ${many(total, "row")} (--limit)`;
}

function arranged(result: QueryResult, isAll: boolean) {
  const { columns, rows } = result;
  const isEmpty = (index: number) => rows.every((row) => (row[index] ?? null) === null);
  const wanted = columnsForPeople(result).flatMap(({ index, isTechnical }) => {
    const column = columns[index];
    return column && (isAll || !isTechnical) ? [{ column, index, isTechnical }] : [];
  });
  return {
    shown: wanted.filter(({ index }) => !isEmpty(index)),
    empty: wanted.filter(({ index }) => isEmpty(index)).map(({ column }) => column.name),
  };
}

/** Whether an engine's type is a number, by the names that engines have for those. */
function isNumeric({ type }: ResultColumn): boolean {
  return /^(u?(tiny|small|big|huge)?int(eger)?\d*|decimal|numeric|number|float\d*|double|real|money)\b/i.test(
    type,
  );
}

function isTime({ type }: ResultColumn): boolean {
  return /^(date|time|timestamp|datetime)/i.test(type);
}
