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
import { unnamedValues } from "./eventCounts.ts";
import { idCounts } from "./idCounts.ts";

export interface StreamCounts {
  readonly events: number;
  readonly repeatedRows: number;
  readonly repeatedIds: number;
  /** Events that are no activities, because neither the customer nor who stands for them is known; absent for other layouts. */
  readonly nobodys?: number;
  /** Rows that should have a variant and have none, by event; without events of which there can be none. */
  readonly unnamed: readonly { readonly event: string; readonly rows: number }[];
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
  const relation: RelationPlan = { ...planned, window };
  const dialect = dialectOf(options.dialect);
  const { id } = columnNames(relation, "");
  const strict = withoutVariant(dialect, relation);
  const query = countedQuery([
    idCounts(relationSql(dialect, relation), id),
    ...nobodys(dialect, relation),
    ...strict.map(({ counted }) => counted),
  ]);
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
        unnamed: strict.map(({ event, counted }) => ({ event, rows: number(counted.name) })),
      };
    },
  };
}

/** Of each event whose rows must all have a variant: those without one in the window. */
function withoutVariant(
  dialect: Dialect,
  { numbering: _, activity: __, identity: ___, ...relation }: RelationPlan,
): { readonly event: string; readonly counted: Counted }[] {
  const strict = relation.scans.flatMap((scan) =>
    scan.events.flatMap(({ variants, ...event }) =>
      variants && variants.otherwise !== "skip" ? [{ scan, event, variants }] : [],
    ),
  );
  return strict.map(({ scan, event, variants }, at) => {
    const name = `unnamed_${at + 1}`;
    const own: RelationPlan = { ...relation, layout: "wide", scans: [scan] };
    const values = unnamedValues(dialect, own, event, variants, relation.window);
    return {
      event: event.name,
      counted: { name, columns: { [name]: "count(*)" }, from: derived(values, "without_variant") },
    };
  });
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
