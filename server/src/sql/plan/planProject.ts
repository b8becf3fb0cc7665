/** A project's events as a plan: which relations, with which columns, out of which scans. */
import type { Finding } from "../../document/types.ts";
import { eventJoinsOf, eventsCalled, usedEventJoins } from "../../project/joinedEvents.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { unresolvedTables } from "../../project/unresolvedTables.ts";
import type { LayoutName, Stream } from "../../spec/projectTypes.ts";
import { dialectOf } from "../dialects/index.ts";
import { fieldFindings } from "../fieldFindings.ts";
import { refusedSql } from "../refusedSql.ts";
import { refusedTables } from "../refusedTables.ts";
import type { CompileOptions } from "../types.ts";
import { unsupported } from "../unsupported.ts";
import { brokenJoinFindings } from "./brokenJoins.ts";
import { columnFindings } from "./columnFindings.ts";
import { declaredFindings } from "./declaredFindings.ts";
import type { Planning } from "./expressionTypes.ts";
import { fullJoinFindings } from "./fullJoinFindings.ts";
import { incomplete, noTable } from "./incompleteEvents.ts";
import { keyFindings } from "./keyTypes.ts";
import { circleFindings } from "./lookupOrder.ts";
import { momentShare } from "./momentShare.ts";
import { neighbourFindings } from "./neighbours.ts";
import { activityOf, numberingOf } from "./numberedBy.ts";
import { openHistoryFindings } from "./openHistories.ts";
import type { EventPlan, Plan, RelationPlan, Scan, WindowPlan } from "./plan.ts";
import { hasCurrency, planColumns, twinFindings } from "./planColumns.ts";
import { planEvent } from "./planEvent.ts";
import { knownIdentity, planIdentity } from "./planIdentity.ts";
import { byName, eachName, type Member, membersOf } from "./planMembers.ts";
import { planScan } from "./planScan.ts";
import { timeFindings } from "./timeTypes.ts";
import { unionFindings } from "./unionFindings.ts";

export interface Planned {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/** An event of a relation, planned. */
interface PlannedEvent {
  readonly event: ProjectEvent;
  readonly plan: EventPlan;
  readonly names: readonly string[];
}

/** Events that become one relation. */
interface RelationMembers {
  readonly name: string;
  readonly layout: LayoutName;
  readonly stream: Stream | undefined;
  readonly members: readonly Member[];
}

/**
 * In: a project, and what is wanted of it. Out: the plan of every event that can be compiled, and findings about those that can't.
 * Never throws on what files say.
 */
export function planProject(project: Project, options: CompileOptions): Planned {
  const stream = project.file.streams.find(({ name }) => name.value === options.stream);
  const { members, findings } = membersOf(project, options, stream);
  const layout = stream?.layout.value ?? options.layout;
  const groups: RelationMembers[] =
    layout === "per_event"
      ? byName(members.flatMap(eachName)).map(([name, own]) => ({ name, layout, stream, members: own }))
      : [{ name: relationName(stream), layout, stream, members }];
  const reported: Finding[] = [...findings];
  const relations = groups.flatMap((group) => {
    const planned = planRelation(project, options, group);
    reported.push(...planned.findings);
    return planned.relation ? [planned.relation] : [];
  });
  return { plan: { language: 1, relations }, findings: unique(reported) };
}

function relationName(stream: Stream | undefined): string {
  return stream?.relation?.sql.text.trim() ?? stream?.name.value ?? "events";
}

function planRelation(
  project: Project,
  options: CompileOptions,
  { name, layout, stream, members }: RelationMembers,
): { relation: RelationPlan | undefined; findings: Finding[] } {
  const planning: Planning = { project, dialect: options.dialect, types: options.types };
  const { planned, findings } = planMembers(planning, members);
  const carried = new Set(planned.flatMap(({ plan }) => plan.entities.map((entity) => entity.name)));
  const known = knownIdentity(project, options, stream, carried);
  findings.push(...known.findings);
  if (planned.length === 0 || known.findings.length > 0) return { relation: undefined, findings };
  const evidence = known.identity && planMembers(planning, known.identity.members);
  if (evidence) findings.push(...evidence.findings);
  const columns = planColumns(project, planned, { layout, identity: known.identity, stream });
  findings.push(...columns.findings);
  const numbering = numberingOf(stream, layout, columns.entities, project);
  if (numbering?.by === "entity" || numbering?.firstAt)
    findings.push(...twinFindings(planned, columns.properties), ...openHistoryFindings(planned));
  const activity = layout === "activity_schema" ? activityOf(stream, columns.entities, project) : undefined;
  const relation: RelationPlan = {
    name,
    layout,
    events: [...new Set(planned.flatMap(({ names }) => names))],
    files: [...new Set(planned.map(({ event }) => event.file))],
    entities: columns.entities,
    properties: columns.properties,
    ...(layout !== "activity_schema" && hasCurrency(planned) && { currency: true }),
    ...(numbering && { numbering }),
    ...(activity && { activity }),
    ...(known.identity &&
      evidence && {
        identity: planIdentity(known.identity, scansOf(planning, evidence.planned, whole)),
      }),
    scans: scansOf(planning, planned, {
      isNumbered: numbering !== undefined,
      isWindowed: isWindowed(options),
    }),
    ...(options.now !== undefined && { now: options.now }),
    window: windowOf(options),
  };
  return { relation, findings };
}

/** Those of the events that have SQL, and why the others have none. */
function planMembers(
  planning: Planning,
  members: readonly Member[],
): { planned: PlannedEvent[]; findings: Finding[] } {
  const attempts = members.map((member) => planMember(planning, member));
  return {
    planned: attempts.flatMap((one) => one.planned ?? []),
    findings: attempts.flatMap((one) => one.findings),
  };
}

/** An event's plan, or why it has none. */
function planMember(
  planning: Planning,
  { event, names, only }: Member,
): { planned?: PlannedEvent; findings: readonly Finding[] } {
  const refused = refusedSql(planning.project, event, planning.dialect);
  if (refused.length > 0) return { findings: refused };
  const kept = refusedTables(event, planning.project, planning.dialect);
  if (kept.length > 0) return { findings: kept.map((table) => noTable(event, table)) };
  // What is switched off is not read, so that its tables need not be there.
  const unresolved = event.enabled ? unresolvedTables(event, planning.project) : [];
  if (unresolved.length > 0)
    return {
      findings: unresolved.map((one) =>
        noTable(event, { ...one, rule: "unknown-table", table: one.reference }),
      ),
    };
  const circle = circleFindings(event.document, event.file, planning.project, planning.dialect);
  if (circle.length > 0) return { findings: circle };
  const unfit = event.enabled ? unionFindings(event, planning.project) : [];
  if (unfit.length > 0) return { findings: unfit.map((one) => ({ ...one.finding, event: event.name })) };
  const unlike = event.enabled ? fullJoinFindings(event.document, event.file, planning.project) : [];
  if (unlike.length > 0) return { findings: unlike.map((one) => ({ ...one, event: event.name })) };
  const apart = [fieldFindings, columnFindings, joinedFindings].flatMap((find) => find(planning, event));
  if (apart.length > 0) return { findings: apart };
  const misled = neighbourFindings(event, planning.project, planning.dialect);
  if (misled.length > 0) return { findings: misled };
  const dialect = dialectOf(planning.dialect);
  const plan = planEvent(planning, event, only);
  const scan = plan && !plan.off && !dialect.lateral ? planScan(planning, event, [plan]) : undefined;
  const beyond = scan ? unsupported(dialect, event, scan) : [];
  if (beyond.length > 0) return { findings: beyond };
  if (!plan || !event.document.source) return { findings: [incomplete(event)] };
  const untrue = plan.off
    ? []
    : [...keyFindings(event, plan), ...declaredFindings(planning.project, event, plan)];
  if (untrue.length > 0) return { findings: untrue };
  return { planned: { event, plan, names }, findings: timeFindings(event, plan) };
}

/** Why an event can't be joined with the others that it speaks of: their joins are wrong, or they have no SQL themselves. */
function joinedFindings(planning: Planning, event: ProjectEvent): Finding[] {
  const { project, dialect } = planning;
  const faults = brokenJoinFindings(event, project, dialect);
  if (faults.length > 0) return faults;
  return usedEventJoins(event, project).flatMap(({ name, span }) => {
    const joined = eventsCalled(project, name.value);
    const others = joined.flatMap(({ event: other, only }) =>
      other.enabled
        ? planMember(planning, { event: other, names: other.names, ...(only && { only }) }).findings
        : [],
    );
    const [first] = others.filter(({ severity }) => severity === "error");
    if (joined.length > 0 && !first) return [];
    return [
      {
        ...{ file: event.file, rule: "broken-event-join", severity: "error", span: name.span ?? span },
        message: `Event "${name.value}" has no SQL, so it can't be joined${first ? `: ${first.message}` : "."}`,
        hint: joined.length > 0 ? "Fix that event first." : "Declare it, or name another one.",
        event: event.name,
      } satisfies Finding,
    ];
  });
}

function windowOf({ window }: CompileOptions): WindowPlan {
  return {
    ...(window?.since !== undefined && { since: window.since }),
    ...(window?.until !== undefined && { until: window.until }),
    ...(window?.limit !== undefined && { limit: window.limit }),
  };
}

/** Events of one document share a scan where their keys are alike, unless rows of one depend on each other or on a list of its own. */
function scansOf(planning: Planning, planned: readonly PlannedEvent[], wanted: Wanted): Scan[] {
  const groups: PlannedEvent[][] = [];
  for (const one of planned.filter(({ plan }) => !plan.off)) {
    const group = groups.find(([first]) => first && share(first, one, wanted.isNumbered));
    if (group) group.push(one);
    else groups.push([one]);
  }
  const parts =
    wanted.isWindowed && !wanted.isNumbered ? groups.flatMap((group) => apart(planning, group)) : groups;
  return parts.flatMap((group) => {
    const [first] = group;
    const plans = group.map(({ plan }) => plan);
    return (first && planScan(planning, first.event, plans)) ?? [];
  });
}

/** What decides how events are read. */
interface Wanted {
  readonly isNumbered: boolean;
  readonly isWindowed: boolean;
}

/** All rows there are. */
const whole: Wanted = { isNumbered: false, isWindowed: false };

const isWindowed = ({ window }: CompileOptions) => window?.since !== undefined || window?.until !== undefined;

/**
 * A pass for each event where the files' rows lie in the order of the events' times, and passes over a share of all columns together read
 * less than one over every time and column, in which a row may be of any event. A known bound on the source's own order is better still.
 */
function apart({ project, dialect }: Planning, group: PlannedEvent[]): PlannedEvent[][] {
  const [first] = group;
  if (!first || group.length === 1 || first.event.document.partition?.within) return [group];
  const others = Math.max(
    ...group.map(({ plan }) => plan.key.length + plan.entities.length + plan.properties.length),
  );
  const shares = group.map(({ event }) => momentShare(project, dialect, event) ?? 1);
  const passes = shares.reduce((sum, one) => sum + one * (1 + others), 0);
  return passes <= group.length + others ? group.map((one) => [one]) : [group];
}

function share(one: PlannedEvent, other: PlannedEvent, numbered: boolean): boolean {
  const isAlone = ({ event, plan }: PlannedEvent) => isStaged(plan) || event.definition.forEach !== undefined;
  if (one.event.document !== other.event.document || isAlone(one) || isAlone(other)) return false;
  const joinedBy = new Set(eventJoinsOf(one.event.document).map(({ by }) => by?.value));
  // What is numbered is cut when all of it is together, by each event's own history.
  const shape = ({ plan: { key, orderBy, history, entities, also } }: PlannedEvent) => [
    numbered ? undefined : history,
    also,
    entities.filter(({ name }) => joinedBy.has(name)),
    key.map(({ type }) => type?.kind ?? null),
    numbered && orderBy.map(({ value, descending }) => [value.type?.kind ?? null, descending]),
  ];
  return JSON.stringify(shape(one)) === JSON.stringify(shape(other));
}

/** Whether the event's rows are compared with each other, or get their name from a column. */
function isStaged(event: EventPlan): boolean {
  const { sequence, changes, variants, oncePer } = event;
  return [sequence, changes, variants, oncePer].some((step) => step !== undefined);
}

function unique(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map((one) => [`${one.file}\n${one.rule}\n${one.span.start}\n${one.message}`, one]),
    ).values(),
  ];
}
