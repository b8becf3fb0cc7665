/** What is odd about the rows of a stream: one query that counts, and its answer as numbers. */
import { entityColumn } from "../../project/eventColumns.ts";
import type { Project } from "../../project/types.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectOf } from "../dialects/index.ts";
import type { EventPlan, RelationPlan } from "../plan/plan.ts";
import { planProject } from "../plan/planProject.ts";
import { columnNames } from "../render/layouts.ts";
import { relationSql } from "../render/renderPlan.ts";
import { derived, identifier, restoreBreaks } from "../render/sqlText.ts";
import type { CompileOptions } from "../types.ts";
import { answerOf, type Counted, type CountedQuery, countedQuery, countIf } from "./countedQuery.ts";
import { tolerant } from "./eventCounts.ts";
import { idCounts } from "./idCounts.ts";

export interface StreamCounts {
  readonly events: number;
  readonly repeatedRows: number;
  readonly repeatedIds: number;
  /** Events that are no activities, because neither the customer nor who stands for them is known; absent for other layouts. */
  readonly nobodys?: number;
}

export interface StreamQuery extends CountedQuery {
  /** In: the cells of the one row. */
  read(cells: readonly unknown[]): StreamCounts;
}

/** In: what a preview of a stream asks for; the limit does not count. Out: `undefined` where it has no SQL. */
export function streamQuery(project: Project, options: CompileOptions): StreamQuery | undefined {
  const { plan } = planProject(project, options);
  const [planned] = plan.relations;
  if (!planned || planned.scans.length === 0) return undefined;
  const { limit: _, ...window } = planned.window;
  const scans = planned.scans.map((scan) => ({ ...scan, events: scan.events.map(tolerant) }));
  const relation: RelationPlan = { ...planned, scans, window };
  const dialect = dialectOf(options.dialect);
  const { id } = columnNames(relation, "");
  const query = countedQuery([idCounts(relationSql(dialect, relation), id), ...nobodys(dialect, relation)]);
  return {
    sql: `${restoreBreaks(query.sql)}\n`,
    names: query.names,
    read: (cells) => {
      const { number, has } = answerOf(query, cells);
      return {
        events: number("event_rows"),
        repeatedRows: number("repeated_rows"),
        repeatedIds: number("repeated_ids"),
        ...(has("nobodys") && { nobodys: number("nobodys") }),
      };
    },
  };
}

/** The same events in a layout that keeps them all. */
function nobodys(dialect: Dialect, { activity, numbering: _, ...relation }: RelationPlan): Counted[] {
  if (!activity) return [];
  const holders = [activity.customer, activity.anonymous].filter(
    (name): name is string => name !== undefined && relation.entities.includes(name),
  );
  if (holders.length === 0) return [];
  const bare = (event: EventPlan): EventPlan => ({ ...event, properties: [] });
  const scans = relation.scans.map((scan) => ({ ...scan, events: scan.events.map(bare) }));
  const events = relationSql(dialect, { ...relation, layout: "narrow", scans });
  const unknown = holders.map((name) => `${identifier(dialect, entityColumn(name))} is null`).join(" and ");
  return [{ name: "nobody", columns: { nobodys: countIf(unknown) }, from: derived(events, "all_events") }];
}
