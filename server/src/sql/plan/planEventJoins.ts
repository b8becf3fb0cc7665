/** Joins to other events, as steps of a scan. */
import { currencyColumn } from "../../project/eventColumns.ts";
import { type EventJoin, eventAsTable, eventJoinsOf, eventsCalled } from "../../project/joinedEvents.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { secondsOf } from "../../spec/values.ts";
import { columnsQualified, qualifiersIn } from "../reader/namesUsed.ts";
import type { Planning } from "./expressionTypes.ts";
import { neighbouring } from "./neighbouring.ts";
import type { EventJoinStep, EventPlan, Scan, Step } from "./plan.ts";
import { hasCurrency, planColumns } from "./planColumns.ts";
import { planEvent } from "./planEvent.ts";
import { scanSqls } from "./scanSql.ts";

type PlanScan = (event: ProjectEvent, events: readonly EventPlan[]) => Scan | undefined;

/** In: a scan without joined events, and what plans the scan of another event. Out: the scan with those that its SQL speaks of. */
export function withEventJoins(
  planning: Planning,
  event: ProjectEvent,
  scan: Scan,
  planScan: PlanScan,
): Scan {
  const joins = eventJoinsOf(event.document);
  if (joins.length === 0) return scan;
  const sqls = scanSqls(scan).map(({ sql }) => sql);
  const entities = scan.events.flatMap((one) => one.entities);
  const wanted = joins.flatMap((join): WantedJoin[] => {
    const named = columnsQualified(sqls, join.alias.toLowerCase(), planning.dialect);
    const own = entities.find(({ name }) => name === join.by?.value);
    return named.size > 0 && own ? [{ join, named, own }] : [];
  });
  const steps = wanted.map((one) => {
    const named = new Set(
      wanted.filter((other) => areOfOne(one, other)).flatMap((other) => [...other.named]),
    );
    return planJoin(planning, { ...one, named }, planScan);
  });
  return { ...scan, steps: inOrder(scan.steps, steps, planning) };
}

/** Events are found by entities that any other join may bring in, and come before what builds on them. */
function inOrder(others: readonly Step[], steps: readonly EventJoinStep[], { dialect }: Planning): Step[] {
  const aliases = new Set(steps.map(({ alias }) => alias.toLowerCase()));
  const later = others.filter((step) => {
    if (step.kind !== "join") return false;
    const builds = [...qualifiersIn(step.on, dialect)].some((name) => aliases.has(name));
    if (builds && step.from.alias !== undefined) aliases.add(step.from.alias.toLowerCase());
    return builds;
  });
  const late = later.map((step) => (step.kind === "join" ? { ...step, late: true } : step));
  return [...others.filter((step) => !later.includes(step)), ...steps, ...late];
}

interface WantedJoin {
  readonly join: EventJoin;
  /** Columns of it that SQL names, in lower case. */
  readonly named: ReadonlySet<string>;
  readonly own: EventJoinStep["own"];
}

/** Whether two joins are to the same events by the same entity: their rows are read once, with the columns of both. */
function areOfOne(one: WantedJoin, other: WantedJoin): boolean {
  return one.join.name.value === other.join.name.value && one.own.name === other.own.name;
}

function planJoin(planning: Planning, { join, named, own }: WantedJoin, planScan: PlanScan): EventJoinStep {
  const { project } = planning;
  const known = eventAsTable(join, project).columns.map(({ name }) => name);
  const columns = known.filter((name) => named.has(name.toLowerCase()));
  const planned = eventsCalled(project, join.name.value).flatMap(({ event, only }) => {
    const plan = planEvent(planning, event, only);
    return plan ? [{ event, plan: bare(plan, columns) }] : [];
  });
  const scans = planned.flatMap(({ event, plan }) => (plan.off ? [] : (planScan(event, [plan]) ?? [])));
  return {
    kind: "event_join",
    alias: join.alias,
    own,
    columns,
    relation: {
      name: join.alias,
      layout: "per_event",
      events: [join.name.value],
      files: [],
      entities: [own.name],
      properties: planColumns(project, planned, { layout: "per_event" }).properties,
      scans: columns.includes("loaded_at") ? scans : scans.map(({ loadedAt: _, ...scan }) => scan),
      ...(hasCurrency(planned) && { currency: true }),
      isOrdered: true,
      window: {},
    },
    pick: join.pick,
    ...(join.within && { withinSeconds: secondsOf(join.within.value) }),
  };
}

/** The event with what is asked of it, and its entities, by which it may be found or find others. */
function bare(event: EventPlan, columns: readonly string[]): EventPlan {
  const { revenue, currency, link, sequence, ...rest } = event;
  const asked: EventPlan = {
    ...rest,
    properties: event.properties.filter(({ name }) => columns.includes(name)),
    ...(revenue && columns.includes("revenue") && { revenue }),
    ...(currency && columns.includes(currencyColumn) && { currency }),
    ...(link && columns.includes("link") && { link }),
  };
  return sequence && neighbouring(asked).length > 0 ? { ...asked, sequence } : asked;
}
