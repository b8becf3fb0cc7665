/** The events of one source as one query, whatever their number, in the order in which a spec is evaluated. */
import { dependsOnOthers, ofItsRow } from "../plan/neighbouring.ts";
import type { EventPlan } from "../plan/plan.ts";
import { dependentRows } from "./dependentRows.ts";
import { condition } from "./embed.ts";
import type { Query, Steps } from "./query.ts";
import type { Renderer } from "./renderer.ts";
import { filterConditions } from "./renderFilters.ts";
import { renderFrom } from "./renderFrom.ts";
import { rowOf } from "./row.ts";
import { ownConditions, sharedRow } from "./sharedRow.ts";
import { laidOut, literal } from "./sqlText.ts";
import { hasHappened, plainTime, timeOfMoment } from "./time.ts";
import { inIncrement, inWindow, onPartition, onSource } from "./windowed.ts";

/** The window is in it, unless the relation's events are numbered before they are cut. */
export function scanQuery(renderer: Renderer, steps: Steps): Query {
  const { scan } = renderer;
  const [event, ...more] = scan.events;
  const isAlone = event !== undefined && more.length === 0;
  return isAlone ? ofOne(renderer, steps, event) : ofSeveral(renderer, steps);
}

function ofSeveral(renderer: Renderer, steps: Steps): Query {
  const { dialect, relation, scan, time } = renderer;
  const { numbering, now } = relation;
  const row = sharedRow(renderer);
  const { query } = steps.after(
    start(renderer, {
      row,
      where: [
        ...ownConditions(renderer),
        ...(numbering ? [] : [...onPartition(renderer), ...onSource(renderer, time)]),
      ],
    }),
    "events",
  );
  const scheduled = scan.events.filter((event) => event.scheduled);
  const { time: at, event } = query.row;
  const happened = hasHappened(dialect, at, now, scheduled.length === scan.events.length);
  const names = scheduled.map(({ name }) => literal(dialect, name));
  const isScheduled = names.length === 1 ? `= ${names.join("")}` : `in (${names.join(", ")})`;
  const isMixed = scheduled.length > 0 && scheduled.length < scan.events.length;
  return and(query, [
    ...(isMixed
      ? [hasHappened(dialect, at, now, true), `(${happened} or ${event} ${isScheduled})`]
      : [happened]),
    ...(numbering ? [] : inWindow(renderer, scan.events[0], at)),
  ]);
}

function ofOne(renderer: Renderer, steps: Steps, event: EventPlan): Query {
  const { relation } = renderer;
  const isNumbered = relation.numbering !== undefined;
  const needsAll = isNumbered || dependsOnOthers(event);
  const rows = happenedRows(renderer, steps, ofItsRow(event), needsAll);
  const query = dependentRows(renderer, steps, event, rows);
  return needsAll && !isNumbered ? and(query, inWindow(renderer, event, query.row.time)) : query;
}

/** The rows that have happened; those of the window where no other is needed. */
function happenedRows(renderer: Renderer, steps: Steps, event: EventPlan, needsAll: boolean): Query {
  const { dialect, relation } = renderer;
  const { now } = relation;
  const written = plainTime(dialect, event.at);
  const own = event.where.map((sql) => condition(dialect, sql));
  const pruned = needsAll ? [] : onPartition(renderer);
  if (written) {
    const { time, conditions } = written;
    const happened = [...conditions, hasHappened(dialect, time, now, event.scheduled)];
    const row = rowOf(renderer, event, time);
    const cut = needsAll ? [] : [...inWindow(renderer, event, time), ...inIncrement(renderer, row)];
    return start(renderer, { row, where: [...own, ...happened, ...pruned, ...cut] });
  }
  const row = rowOf(renderer, event, timeOfMoment(dialect, event.at));
  const { query } = steps.after(start(renderer, { row, where: [...own, ...pruned] }), "found");
  const { time } = query.row;
  return and(query, [
    hasHappened(dialect, time, now, event.scheduled),
    ...(needsAll ? [] : [...inWindow(renderer, event, time), ...inIncrement(renderer, query.row)]),
  ]);
}

function start(renderer: Renderer, { row, where }: Pick<Query, "row" | "where">): Query {
  const { dialect, scan } = renderer;
  return {
    tables: [],
    from: renderFrom(renderer),
    where: [
      ...filterConditions(renderer),
      ...[...scan.where.map((sql) => condition(dialect, sql)), ...where].map((sql) => laidOut(dialect, sql)),
    ],
    qualify: [],
    row,
    settings: dialect.settings,
  };
}

/** Conditions on rows that are left when windows have been looked at. */
export function and(query: Query, conditions: readonly string[]): Query {
  if (query.qualify.length > 0) return { ...query, qualify: [...query.qualify, ...conditions] };
  return { ...query, where: [...query.where, ...conditions] };
}
