/** The relation that the checks of an event read: once, whatever is asked of it. */
import type { Finding } from "../../document/types.ts";
import { projectWithAll } from "../../project/givenTogether.ts";
import { projectWith } from "../../project/projectWith.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import { dependsOnOthers } from "../../sql/plan/neighbouring.ts";
import type { EventPlan, RelationPlan, Scan } from "../../sql/plan/plan.ts";
import { planProject } from "../../sql/plan/planProject.ts";
import { namesUsed } from "../../sql/reader/namesUsed.ts";
import { picking } from "../../sql/render/generatedNames.ts";
import { resultNames } from "../../sql/render/layouts.ts";
import { relationSql } from "../../sql/render/renderPlan.ts";
import { type CommonTable, identifier, select } from "../../sql/render/sqlText.ts";
import { tablesNamed } from "../../sql/render/tablesNamed.ts";
import { hasHappened, nowOf, utcTime } from "../../sql/render/time.ts";
import type { DialectName, ExpressionTypes, Window } from "../../sql/types.ts";
import { type PersonalValues, personalValues } from "../personalColumns.ts";

/** What an event's rows are asked with. */
export interface RowOptions {
  readonly dialect: DialectName;
  /** ISO 8601 in UTC: the moment of the run. */
  readonly now: string;
  readonly window: Pick<Window, "since" | "until">;
  readonly types: ExpressionTypes;
  /** The rows of all documents that give the event, not of this one alone. */
  readonly together?: true;
  /** One of the names of an event with variants; all of them when absent. */
  readonly name?: string;
  /** SQL that is to stand in the same statement: the names in it are not taken. */
  readonly beside?: readonly string[];
}

/** An event's rows, one column each for entities and properties. */
export interface CheckedRows {
  readonly dialect: Dialect;
  readonly event: ProjectEvent;
  readonly plan: RelationPlan;
  readonly scan: Scan;
  readonly eventPlan: EventPlan;
  /** Absent where the SQL itself asks for the moment that it runs at. */
  readonly now?: string;
  /** Names of the columns, in order. */
  readonly columns: readonly string[];
  /** Common tables; none where the rows lie in a table of the warehouse. */
  readonly tables: readonly CommonTable[];
  /** Name of the table of the rows. */
  readonly events: string;
  /** Name of the table that also has those that lie in the future; absent where that would be another relation. */
  readonly withFuture?: string;
  /** A name that no table has, and never the same twice. */
  pick(wanted: string): string;
}

/** An event's rows at the moment of a run, and what tells of them. */
export interface EventRelation extends CheckedRows {
  readonly now: string;
  /** What of it is not to be shown. */
  readonly personal: PersonalValues;
}

/**
 * In: an event that is switched on. Out: the findings of what keeps it from having rows. Rows without a variant are left out: they are
 * counted apart.
 */
export function eventRelation(
  project: Project,
  event: ProjectEvent,
  options: RowOptions,
): EventRelation | { readonly findings: readonly Finding[] } {
  const { dialect: name, window, now, types } = options;
  const alone = options.together ? projectWithAll(project, event) : projectWith(project, event);
  const { plan, findings } = planProject(alone, {
    dialect: name,
    layout: "wide",
    events: [options.name ?? event.name],
    window,
    now,
    types,
  });
  const errors = findings.filter(({ severity }) => severity === "error");
  const [planned] = plan.relations;
  const rows =
    planned && errors.length === 0
      ? plannedRows(dialectOf(name), {
          event,
          plan: planned,
          ...(options.beside && { beside: options.beside }),
        })
      : undefined;
  if (!rows) return { findings: errors };
  return { ...rows, now, personal: personalValues(project, event, name) };
}

interface Planned extends Pick<CheckedRows, "event" | "plan"> {
  /** SQL that is to stand in the same statement: the names in it are not taken. */
  readonly beside?: readonly string[];
}

/** In: the plan of an event's relation. Out: its rows, made of its sources; `undefined` where nothing is read. */
export function plannedRows(
  dialect: Dialect,
  { event, plan, beside = [] }: Planned,
): CheckedRows | undefined {
  const [scan] = plan.scans;
  const eventPlan = scan?.events[0];
  if (!scan || !eventPlan) return undefined;
  const taken = namesUsed(beside, dialect.name).all;
  const pick = pickingTable(dialect, [...tablesNamed(plan, dialect.name), ...taken]);
  return {
    ...{ dialect, event, plan, scan, eventPlan, pick, columns: resultNames(plan) },
    ...tablesOf(dialect, plan, pick),
  };
}

/** The same rows for a statement of its own, in which only they have taken names. */
export function forAnotherStatement(rows: CheckedRows): CheckedRows {
  const { dialect, plan, tables } = rows;
  // Most statements need no name.
  let pick: CheckedRows["pick"] | undefined;
  const taken = () => [...tablesNamed(plan, dialect.name), ...tables.map(({ name }) => name)];
  return {
    ...rows,
    pick(wanted) {
      pick ??= pickingTable(dialect, taken());
      return pick(wanted);
    },
  };
}

function pickingTable(dialect: Dialect, taken: readonly string[]): CheckedRows["pick"] {
  const pick = picking(taken);
  return (wanted) => identifier(dialect, pick(wanted));
}

/** One table; two where the rows of the future can be read along with the others, because none of these depends on them. */
function tablesOf(
  dialect: Dialect,
  relation: RelationPlan,
  pick: CheckedRows["pick"],
): Pick<CheckedRows, "tables" | "events" | "withFuture"> {
  const all = relation.scans.flatMap((scan) => scan.events);
  if (all.some((one) => one.scheduled || dependsOnOthers(one))) {
    const events = pick("events");
    return { events, tables: [{ name: events, query: relationSql(dialect, relation) }] };
  }
  const withFuture = pick("all_events");
  const events = pick("events");
  const scans = relation.scans.map((scan) => ({
    ...scan,
    events: scan.events.map((one) => ({ ...one, scheduled: true })),
  }));
  const happened = hasHappened(dialect, utcTime(dialect, "occurred_at"), relation.now, false);
  return {
    withFuture,
    events,
    tables: [
      { name: withFuture, query: relationSql(dialect, { ...relation, scans }) },
      { name: events, query: select({ columns: ["*"], from: withFuture, where: [happened] }) },
    ],
  };
}

/** The condition on a time further in the future than clocks differ. */
export function liesInFuture({ dialect, now }: Pick<CheckedRows, "dialect" | "now">): string {
  return `${dialect.minusSeconds("occurred_at", 24 * 3600)} > ${nowOf(dialect, now)}`;
}
