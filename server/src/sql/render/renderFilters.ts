/** Joins that only ask whether there is a row. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent } from "../layout.ts";
import type { JoinStep } from "../plan/plan.ts";
import { valueConditions } from "./columnRows.ts";
import type { ScanRenderer } from "./renderer.ts";
import { joinConditions, joinedItem } from "./renderJoin.ts";
import { laidOut, select } from "./sqlText.ts";

/** Whether a join stands among a scan's tables; the others are conditions. */
export function isTable(dialect: Dialect, { filters, parameters }: JoinStep): boolean {
  if (filters === undefined) return true;
  return dialect.filteringJoins === true && !(parameters && dialect.lateral);
}

/**
 * The conditions of columns that become rows, and of joins that are no tables: a null on either side finds nothing, so `anti` keeps such a
 * row.
 */
export function filterConditions(renderer: ScanRenderer): string[] {
  const { dialect, scan } = renderer;
  const joins = scan.steps.flatMap((step) => {
    if (step.kind !== "join" || isTable(dialect, step)) return [];
    const rows = select({
      columns: ["1"],
      from: joinedItem(renderer, step),
      where: joinConditions(renderer, step).map((sql) => laidOut(dialect, sql)),
    });
    return [`${step.filters === "anti" ? "not " : ""}exists (\n${indent(rows)}\n)`];
  });
  return [...valueConditions(renderer), ...joins];
}
