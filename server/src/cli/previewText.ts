import { harmlessLine } from "../document/harmless.ts";
import { momentColumns } from "../tasks/shownRows.ts";
import type { Cell, QueryResult, ResultColumn } from "../warehouse/types.ts";
import { drawTable, type TableCell } from "./table.ts";
import { type Output, paint } from "./terminal.ts";

/** Columns that only machines read: shown behind those that people look for. */
const lineage = ["event_id", "activity_id", "event_version", "source", "source_key", "loaded_at"];
/** What layouts call an event's name. */
const names: ReadonlySet<string> = new Set(["event", "activity"]);

interface PreviewShown {
  readonly name: string;
  readonly limit: number;
  readonly quiet?: boolean;
  /** The zone whose clocks moments are shown by, where that was asked for. */
  readonly zone: string | undefined;
}

interface RowsShown {
  readonly result: QueryResult;
  /** Names of the columns that hold moments. */
  readonly moments: ReadonlySet<string>;
}

/**
 * Rows of a preview for people, in their order: the moment, then who and what, then lineage. Columns without any value are
 * left out; the last line says how many rows there are, how long it took and what is missing.
 */
export function previewText(preview: PreviewShown, { result, moments }: RowsShown, output: Output): string {
  const { rows, truncated, cutCells, elapsedMs } = result;
  const took = elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
  if (rows.length === 0) return `${harmlessLine(preview.name)}: no rows (${took}).\n`;
  const { shown, empty } = arranged(result);
  const table = drawTable(
    shown.map(({ column, rank }) => ({
      name:
        preview.zone !== undefined && moments.has(column.name)
          ? `${column.name} (${preview.zone})`
          : column.name,
      align: isNumeric(column) ? "right" : "left",
      firm: isNumeric(column) || isTime(column) || names.has(column.name),
      optional: rank === ranks.lineage,
    })),
    rows.map((row) => shown.map(({ index }) => cellText(row[index] ?? null))),
    output,
  );
  if (preview.quiet) return table;
  const many = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
  const count = truncated ? `${many}, and there are more (--limit)` : many;
  const missing = empty.length > 0 ? `, all null: ${harmlessLine(empty.join(", "))}` : "";
  const cut = cutCells === undefined ? "" : `, ${cutCells} too long ${cutCells === 1 ? "cell" : "cells"} cut`;
  return `${table}${paint(output, "dim", `${count}, ${took}${missing}${cut}`)}\n`;
}

const ranks = { moment: 0, name: 1, subject: 2, lineage: 3 } as const;

function arranged({ columns, rows }: QueryResult) {
  const rankOf = ({ name }: ResultColumn, index: number): number => {
    if (momentColumns.has(name)) return ranks.moment;
    // The name says something only where rows of several events stand together.
    if (names.has(name)) return new Set(rows.map((row) => row[index])).size > 1 ? ranks.name : ranks.lineage;
    return lineage.includes(name) ? ranks.lineage : ranks.subject;
  };
  const all = columns.map((column, index) => ({ column, index, rank: rankOf(column, index) }));
  const isEmpty = ({ index }: { index: number }): boolean =>
    rows.every((row) => (row[index] ?? null) === null);
  return {
    shown: all.filter((each) => !isEmpty(each)).sort((a, b) => a.rank - b.rank || a.index - b.index),
    empty: all.filter(isEmpty).map(({ column }) => column.name),
  };
}

function cellText(cell: Cell): TableCell {
  if (cell === null) return null;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
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
