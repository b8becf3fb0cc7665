/** Whether joins keep their promise to find at most one row. */
import { sqlOfRows } from "../project/sqlOf.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { dialectOf } from "./dialects/index.ts";
import type { Planning } from "./plan/expressionTypes.ts";
import type { JoinStep, Scan } from "./plan/plan.ts";
import { planEvent } from "./plan/planEvent.ts";
import { planScan } from "./plan/planScan.ts";
import { qualifiersIn } from "./reader/namesUsed.ts";
import { isFit } from "./refusedSql.ts";
import { condition } from "./render/embed.ts";
import { scanRenderer } from "./render/rendererOf.ts";
import { renderFrom } from "./render/renderFrom.ts";
import { indent, restoreBreaks, select } from "./render/sqlText.ts";
import type { DialectName, ExpressionTypes } from "./types.ts";

export interface JoinCheck {
  /** Alias of the joined table. */
  readonly alias: string;
  /** Gives one row with the column `extra_rows`: how many rows the join adds to those that there were. None is right. */
  readonly sql: string;
}

/**
 * One query per join of an event. A join to the latest row that started finds one by itself and has none. Conditions that speak of
 * this join or a later one are left out, so rows that they drop are looked at too.
 */
export function joinChecks(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  types?: ExpressionTypes,
): JoinCheck[] {
  if (sqlOfRows(project, event).some((one) => !isFit(project, one, dialect))) return [];
  const planning: Planning = { project, dialect, types };
  const plan = planEvent(planning, event, event.names);
  const scan = plan && planScan(planning, event, [plan]);
  if (!scan) return [];
  // In the order in which they are made: those that need the event's time come last.
  const all = scan.steps.filter((step) => step.kind === "join").map((step) => ({ ...step, inner: false }));
  const joins = [...all.filter((join) => !join.late), ...all.filter((join) => join.late)];
  return joins.flatMap((join, at) => {
    if (join.asOf && !join.asOf.end) return [];
    const before = counting(dialect, scan, joins.slice(0, at), joins.slice(at));
    const after = counting(dialect, scan, joins.slice(0, at + 1), joins.slice(at));
    const sql = `select\n  (\n${indent(indent(after))}\n  ) - (\n${indent(indent(before))}\n  ) as extra_rows`;
    return [{ alias: join.from.alias ?? "", sql: restoreBreaks(sql) }];
  });
}

function counting(
  dialectName: DialectName,
  scan: Scan,
  joins: readonly JoinStep[],
  unknown: readonly JoinStep[],
): string {
  const dialect = dialectOf(dialectName);
  const items = scan.steps.filter((step) => step.kind === "for_each");
  const renderer = scanRenderer(dialect, { ...scan, steps: [...items, ...joins] });
  const unknownNames = new Set(unknown.map(({ from }) => (from.alias ?? "").toLowerCase()));
  const speaksOfUnknown = (sql: string) =>
    [...qualifiersIn(sql, dialectName)].some((name) => unknownNames.has(name));
  const where = [...renderer.scan.where, ...renderer.scan.events.flatMap((event) => event.where)]
    .filter((sql) => !speaksOfUnknown(sql))
    .map((sql) => condition(dialect, sql));
  return select({
    columns: ["count(*)"],
    from: renderFrom(renderer),
    where,
    settings: dialect.settings,
  });
}
