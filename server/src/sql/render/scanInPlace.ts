/** Virtual aliases put where the user's SQL speaks of them, for engines without queries in `from` that see the tables beside them. */
import type { Dialect } from "../dialects/dialect.ts";
import type { Expression, JoinStep, Parameter, Scan, Step } from "../plan/plan.ts";
import { putInPlace } from "./putInPlace.ts";
import { sharedMoment } from "./sharedMoment.ts";

/** The scan without `event.at` and `param`, where the dialect has no columns of a virtual alias; else as it is. */
export function scanInPlace(dialect: Dialect, scan: Scan): Scan {
  if (dialect.columns) return scan;
  const { parameters } = scan;
  const placed = withoutParameters(dialect, scan, parameters);
  // The moment is the same for all; an alias of that name in the source is no virtual one.
  const isOwn = [scan.from, ...joinsOf(scan).map((join) => join.from)].some(({ alias }) => alias === "event");
  return isOwn
    ? placed
    : inEach(placed, (sql) =>
        putInPlace(dialect.name, sql, "event", [{ name: "at", sql: sharedMoment(dialect, placed).instant }]),
      );
}

const joinsOf = ({ steps }: Scan) => steps.filter((step) => step.kind === "join");

/** An expression or a join that has parameters of its own means those. */
function withoutParameters(dialect: Dialect, scan: Scan, parameters: readonly Parameter[]): Scan {
  const placed = inEach(scan, (sql, own) => putInPlace(dialect.name, sql, "param", own ?? parameters));
  return { ...placed, parameters: [] };
}

type Change = (sql: string, own: readonly Parameter[] | undefined) => string;

/** All SQL of a scan that may speak of virtual aliases. */
function inEach(scan: Scan, change: Change): Scan {
  const every = <T>(value: T): T => changed(value, change) as T;
  return {
    ...scan,
    steps: scan.steps.map((step) => inStep(step, change, every)),
    where: scan.where.map((sql) => change(sql, undefined)),
    events: scan.events.map((event) => ({
      ...every(event),
      where: event.where.map((sql) => change(sql, undefined)),
    })),
  };
}

function inStep(step: Step, change: Change, every: <T>(value: T) => T): Step {
  if (step.kind === "for_each") return every(step);
  const { parameters, ...rest }: JoinStep = step;
  return { ...rest, on: change(step.on, parameters), ...(step.asOf && { asOf: every(step.asOf) }) };
}

/** Plain data with every expression in it changed. */
function changed(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, change));
  if (typeof value !== "object" || value === null) return value;
  if (isExpression(value)) {
    const { parameters, ...rest } = value;
    return { ...rest, sql: change(value.sql, parameters) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, change)]));
}

function isExpression(value: object): value is Expression {
  return "sql" in value && typeof value.sql === "string";
}
