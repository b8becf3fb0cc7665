/** Events' times as moments, also on engines where they are what a clock in UTC shows. */
import { eventTimeNames } from "../project/eventColumns.ts";
import { dialectOf } from "../sql/dialects/index.ts";
import type { DialectName } from "../sql/types.ts";
import type { Cell, QueryResult } from "../warehouse/types.ts";

/** In: what a query of events gave, its columns as the plan calls them. Out: their times with the zone that they are in. */
export function withMoments(result: QueryResult, dialectName: DialectName): QueryResult {
  const dialect = dialectOf(dialectName);
  if (dialect.eventTime === "instant") return result;
  const names = eventTimeNames[result.columns[0]?.name === "activity_id" ? "activity" : "others"];
  const times = result.columns.map(({ name }) => names.has(name));
  return {
    ...result,
    columns: result.columns.map((column, at) =>
      times[at] ? { ...column, type: dialect.types.instant } : column,
    ),
    rows: result.rows.map((row) => row.map((cell, at) => (times[at] ? momentCell(cell, dialectName) : cell))),
  };
}

/** One event's time. */
export function momentCell(cell: Cell, dialect: DialectName): Cell {
  const isClock = dialectOf(dialect).eventTime === "timestamp" && typeof cell === "string";
  return isClock && !cell.endsWith("Z") ? `${cell}Z` : cell;
}
