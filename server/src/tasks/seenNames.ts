/** Asks a connection which names events have whose names come from data. */
import { expressionTypes } from "../binding/expressionTypes.ts";
import { openName } from "../project/openNames.ts";
import { projectWith } from "../project/projectWith.ts";
import type { ProjectEvent } from "../project/types.ts";
import { personalValues } from "../proof/personalColumns.ts";
import { dialectOf } from "../sql/dialects/index.ts";
import { variation } from "../sql/funnel/eventCounts.ts";
import { planProject } from "../sql/plan/planProject.ts";
import { relationSql } from "../sql/render/renderPlan.ts";
import { derived, restoreBreaks, select } from "../sql/render/sqlText.ts";
import { costGuard } from "../warehouse/costGuard.ts";
import { type Connection, WarehouseError } from "../warehouse/types.ts";
import type { KnownProject } from "./askConnection.ts";

/** So many names of one event are kept. */
const mostNames = 1000;

/** Of one query, in milliseconds. */
const timeoutMs = 300_000;

export interface SeenNames {
  /** By event: its names, in order, out of all documents that give it. Those that could not be had may be as they were. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** By event: why its names could not be had, or not all of them, as a sentence. */
  readonly problems: ReadonlyMap<string, string>;
}

/** The events whose names come from data. */
export function openEvents({ project }: Pick<KnownProject, "project">): ProjectEvent[] {
  return project.events.filter(
    ({ definition, enabled }) => enabled && !definition.proposed && openName(definition) !== undefined,
  );
}

/** One query for each document that gives an event. Rejects only when it is cancelled, or with errors that are not the warehouse's. */
export async function seenNames(
  known: KnownProject,
  connection: Connection,
  maxBytes: number | undefined,
  signal: AbortSignal,
): Promise<SeenNames> {
  const names = new Map<string, readonly string[]>();
  const problems = new Map<string, string>();
  const before = known.project.committed.names ?? new Map<string, readonly string[]>();
  for (const event of openEvents(known)) {
    const { name } = event;
    const answer = await namesOf(known, event, { connection, maxBytes, signal });
    if (answer.problem !== undefined) problems.set(name, answer.problem);
    const own = answer.names ?? before.get(name) ?? [];
    names.set(name, [...new Set([...(names.get(name) ?? []), ...own])].sort());
  }
  // That none is known says nothing of whether there are some.
  const isKnown = ([name, own]: [string, readonly string[]]) => own.length > 0 || !problems.has(name);
  return { names: new Map([...names].filter(isKnown)), problems };
}

interface Asked {
  readonly connection: Connection;
  readonly maxBytes: number | undefined;
  readonly signal: AbortSignal;
}

interface Answer {
  /** None where no name may be kept; absent where those that were known may be right. */
  readonly names?: readonly string[];
  readonly problem?: string;
}

async function namesOf(known: KnownProject, event: ProjectEvent, asked: Asked): Promise<Answer> {
  const { connection, maxBytes, signal } = asked;
  const sql = namesQuery(known, event, connection);
  if (sql === undefined) return { problem: "It has no SQL." };
  const open = openName(event.definition);
  if (open && personalValues(known.project, event, connection.dialect).given(open))
    return { names: [], problem: "They are personal, and the catalog is for everybody." };
  try {
    const verdict = await costGuard(connection, sql, maxBytes, signal);
    if (!verdict.allowed) return { problem: verdict.reason };
    const { rows, truncated } = await connection.run(sql, { limit: mostNames, timeoutMs }, signal);
    const names = rows.flatMap(([name]) => (typeof name === "string" ? [name] : []));
    const isMore = truncated && {
      problem: `There are more than ${mostNames}; the first ${mostNames} are kept.`,
    };
    return { names, ...isMore };
  } catch (error) {
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return { problem: error.message };
  }
}

/** The distinct names, in order; `undefined` where the event has no SQL. */
function namesQuery(
  { project, bound }: KnownProject,
  event: ProjectEvent,
  { dialect }: Connection,
): string | undefined {
  const { plan, findings } = planProject(projectWith(project, event), {
    ...{ dialect, layout: "wide", events: [event.name] },
    types: expressionTypes(bound),
  });
  const [relation] = plan.relations;
  const planned = relation?.scans[0]?.events[0];
  if (!relation || !planned || findings.some(({ severity }) => severity === "error")) return undefined;
  const events = derived(relationSql(dialectOf(dialect), variation(relation, planned)), "events");
  return restoreBreaks(
    `${select({ columns: ["distinct event"], from: events })}\norder by 1\nlimit ${mostNames + 1}`,
  );
}
