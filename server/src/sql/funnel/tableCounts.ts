/** How many rows there are after the source, each list and each join of a scan. */
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, FromPlan, JoinStep, Scan, Step } from "../plan/plan.ts";
import { isIn, withAllMarks } from "../render/fullJoin.ts";
import { nameOf } from "../render/generatedNames.ts";
import { scanRenderer } from "../render/rendererOf.ts";
import { filterConditions } from "../render/renderFilters.ts";
import { renderFrom } from "../render/renderFrom.ts";
import { type Counted, countIf } from "./countedQuery.ts";

/** The lists of a scan, and its joins in the order in which they are made: those that need the event's time come last. */
export function stepsInOrder({ steps }: Scan) {
  const joins = steps.filter((step) => step.kind === "join");
  return {
    lists: steps.filter((step) => step.kind === "for_each"),
    joins: [...joins.filter((join) => !join.late), ...joins.filter((join) => join.late)],
  };
}

/** What a join is called in the event's SQL. */
export const joinName = ({ from }: JoinStep): string => nameOf(from);

/**
 * Each join twice: `left`, so that every row stays, and `inner`, so that only those do that it finds something for. One that only asks whether there is a row
 * keeps some rows and has no others: without it, and with it.
 */
export function tableCounts(dialect: Dialect, scan: Scan, event: EventPlan): Counted[] {
  const { lists, joins } = stepsInOrder(scan);
  const count = (name: string, steps: readonly Step[], more: Counted["columns"] = {}): Counted => {
    const renderer = scanRenderer(dialect, tablesAlone(scan, event, steps));
    return {
      name,
      columns: { [`${name}_rows`]: "count(*)", ...more },
      from: renderFrom(renderer),
      where: filterConditions(renderer),
      settings: dialect.settings,
    };
  };
  return [
    count("source", [], markCounts(dialect, scan.from)),
    ...lists.map((_, at) => count(`list_${at + 1}`, lists.slice(0, at + 1))),
    ...joins.flatMap((join, at) => {
      const before = [...lists, ...joins.slice(0, at)];
      return [
        count(`left_${at + 1}`, join.filters ? before : [...before, { ...join, inner: false }]),
        count(`inner_${at + 1}`, [...before, { ...join, inner: true }]),
      ];
    }),
  ];
}

/** How many rows each table of a full join has. */
function markCounts(dialect: Dialect, from: FromPlan): Counted["columns"] {
  if (from.kind !== "full") return {};
  const counts = from.tables.map((table, at) => [`in_${at + 1}`, countIf(isIn(dialect, table))]);
  return Object.fromEntries(counts);
}

/** The scan with these tables and nothing that may speak of others. Lookups' parameters are there once all plain joins are. */
function tablesAlone(scan: Scan, event: EventPlan, steps: readonly Step[]): Scan {
  const { source, timezone } = scan;
  const from = withAllMarks(scan.from);
  const late = steps.some((step) => step.kind === "join" && step.late);
  const parameters = late ? scan.parameters : [];
  return { from, source, timezone, steps, parameters, where: [], events: [timeAlone(event)] };
}

/** The event with nothing but its time. */
export function timeAlone({ name, version, at, scheduled, off }: EventPlan): EventPlan {
  return { name, version, at, scheduled, off, where: [], key: [], orderBy: [], entities: [], properties: [] };
}
