/** A join of a scan, and which row of a history it takes. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent, list } from "../layout.ts";
import type { AsOfPlan, FieldsPlan, JoinStep, StandingPlan } from "../plan/plan.ts";
import { castAs } from "./cast.ts";
import { argument, comparand, condition, embed, operand } from "./embed.ts";
import { columnsNamed, fieldRows } from "./fieldHistory.ts";
import { nameOf } from "./generatedNames.ts";
import { type HistoryKeys, historyKeys } from "./historyKeys.ts";
import { putInPlace } from "./putInPlace.ts";
import type { ScanRenderer } from "./renderer.ts";
import { alone, derived, identifier, laidOut, named, select } from "./sqlText.ts";
import { fromItem, parameterColumns } from "./tables.ts";
import { type Time, timeOfSql } from "./time.ts";

/** One join, as lines of `from`. */
export function joinText(renderer: ScanRenderer, step: JoinStep): string {
  const { dialect, time } = renderer;
  const table = joinedTable(renderer, step);
  if (step.filters) return joined(dialect, table, joinConditions(renderer, step));
  if (step.standing) {
    const join = step.standing.nearest ? `asof ${table.join}` : table.join;
    return joined(dialect, { ...table, join }, joinConditions(renderer, step));
  }
  const valid = step.asOf && validity(dialect, step.asOf, time);
  if (step.fields && valid) return fieldsText(dialect, step, step.fields, { ...table, ...valid });
  const history = valid && historyKeys(step.on, table.name, dialect.name);
  const paired = dialect.joinsByEquality && !history?.keys.length ? pairing(dialect, step, time) : [];
  const more = [...paired, ...(valid?.conditions ?? [])];
  const conditions = allOf(dialect, step.on, more);
  if (!step.parameters) {
    if (valid?.latestBy === undefined) return joined(dialect, table, conditions);
    if (history)
      return latestByLead(dialect, table, conditions, { ...history, ...valid, latestBy: valid.latestBy });
  }
  return lateral(renderer, step, table, { conditions, latestBy: valid?.latestBy });
}

/** What a row of the joined table must meet; of a history whose rows only start, it is any that has started. */
export function joinConditions({ dialect, time }: ScanRenderer, step: JoinStep): string[] {
  const { on, asOf, standing, from } = step;
  if (standing) {
    const alias = identifier(dialect, nameOf(from));
    return allOf(dialect, on, standingConditions(dialect, alias, standing, time));
  }
  return allOf(dialect, on, asOf ? validity(dialect, asOf, time).conditions : []);
}

/** In: the alias of events of one entity. Out: that a row is the one of them that counts at a time. */
function standingConditions(
  dialect: Dialect,
  alias: string,
  { at, asWritten, until, place, before, withinSeconds }: StandingPlan,
  time: Time,
): string[] {
  const moment = comparand(dialect, asWritten ? time.sql : time.utc);
  const earliest =
    withinSeconds === undefined ? "" : dialect.minusSeconds(operand(dialect, time.utc), withinSeconds);
  return [
    ...(place === undefined ? [] : [`${alias}.${place} = 1`]),
    `${alias}.${at} <= ${moment}`,
    ...(until === undefined ? [] : [`${moment} < ${alias}.${until}`]),
    ...(withinSeconds === undefined ? [] : [`${alias}.${at} >= ${earliest}`]),
    ...(before === undefined ? [] : [`${alias}.${before} < ${earliest}`]),
  ];
}

function allOf(dialect: Dialect, on: string, more: readonly string[]): string[] {
  return [(more.length > 0 ? condition : argument)(dialect, on), ...more];
}

/** The joined table, beside it the parameters of its own that its condition speaks of. */
export function joinedItem({ dialect }: ScanRenderer, { from, parameters }: JoinStep): string {
  const item = fromItem(dialect, from);
  const columns =
    parameters && dialect.lateral && dialect.columns?.("param", parameterColumns(dialect, parameters), list);
  return columns ? `${item}\n${indent(columns)}` : item;
}

/** A table that is joined, in SQL. */
interface JoinedTable {
  readonly join: string;
  readonly item: string;
  readonly name: string;
  readonly alias: string;
  /** The name of the column that tells where a row of a history ends. */
  readonly end: string;
}

function joinedTable({ dialect, names }: ScanRenderer, { from, inner, filters }: JoinStep): JoinedTable {
  const name = nameOf(from);
  return {
    join: filters ? `left ${filters} join` : inner ? "inner join" : "left join",
    item: fromItem(dialect, from),
    name,
    alias: identifier(dialect, name),
    end: names.end,
  };
}

function joined(
  dialect: Dialect,
  { join, item }: Pick<JoinedTable, "join" | "item">,
  conditions: readonly string[],
): string {
  const all = conditions.length === 1 ? conditions.map(alone) : conditions;
  const [on, ...more] = all.map((sql) => laidOut(dialect, sql));
  return [`${join} ${item}`, ...[`on ${on}`, ...more.map((one) => `and ${one}`)].map(indent)].join("\n");
}

/** Looked up for each row: a `param` of its own, or a latest row that keys don't tell. */
function lateral(
  renderer: ScanRenderer,
  step: JoinStep,
  { join, alias }: JoinedTable,
  { conditions, latestBy }: { conditions: readonly string[]; latestBy: string | undefined },
): string {
  const rows = select({ columns: [`${alias}.*`], from: joinedItem(renderer, step), where: conditions });
  const latest = latestBy === undefined ? rows : `${rows}\norder by ${latestBy} desc\nlimit 1`;
  return `${join} lateral ${derived(latest, alias)} on true`;
}

/** An equality between both sides of an as-of join that holds wherever a row is valid. */
function pairing(dialect: Dialect, { asOf }: JoinStep, time: Time): string[] {
  if (!asOf) return [];
  const sides = [embed(dialect, asOf.start), asOf.at ? embed(dialect, asOf.at) : time.sql];
  const isNull = (sql: string) => `(${dialect.toNullable?.(sql) ?? operand(dialect, sql)} is null)`;
  return [sides.map(isNull).join(" = ")];
}

/**
 * The latest row that started: each row of a history ends where the next one starts. Engines then join by hash, or by ranges where the
 * history is the same for all; without an index that is a hundred times faster than looking the row up for each event.
 */
function latestByLead(
  dialect: Dialect,
  { join, item, alias, end }: JoinedTable,
  conditions: readonly string[],
  { keys, filters, latestBy, time, farFuture }: HistoryKeys & Validity & { readonly latestBy: string },
): string {
  const partition = keys.length > 0 ? `partition by ${keys.join(", ")} ` : "";
  // Where there is no next row, a column that can't be null has no null to give.
  const following = dialect.toNullable?.(latestBy) ?? latestBy;
  const next = `lead(${following}) over (${partition}order by ${latestBy})`;
  const history = select({
    columns: [`${alias}.*`, named(dialect, next, end)],
    from: item,
    where: [...filters.map((filter) => condition(dialect, filter)), `${latestBy} is not null`],
  });
  const before = `${time} < coalesce(${alias}.${end}, ${farFuture})`;
  return joined(dialect, { join, item: derived(history, alias) }, [...conditions, before]);
}

/** Several values of the event's time, each from a row of its own. */
function fieldsText(
  dialect: Dialect,
  { on: written, asOf, parameters }: JoinStep,
  fields: FieldsPlan,
  {
    join,
    item,
    name,
    alias,
    end,
    conditions,
    latestBy: start = "null",
    time,
    farFuture,
  }: JoinedTable & Validity,
): string {
  const on = parameters ? putInPlace(dialect.name, written, { param: parameters }) : written;
  const { keys = [], filters = [] } = historyKeys(on, name, dialect.name) ?? {};
  const columns = columnsNamed([on, ...(asOf ? [asOf.start.sql] : [])], name, dialect.name);
  const rows = fieldRows(dialect, fields, { alias, item, columns, keys, filters, start, end });
  const before = `${time} < coalesce(${alias}.${end}, ${farFuture})`;
  return joined(dialect, { join, item: derived(rows, alias) }, [...allOf(dialect, on, conditions), before]);
}

interface Validity {
  readonly conditions: readonly string[];
  /** What the latest row has most of, where rows say only when they start. */
  readonly latestBy: string | undefined;
  /** The time at which a row must be valid, and what is later than all of its type. */
  readonly time: string;
  readonly farFuture: string;
}

/** start ≤ t < end, or without an end the row that started last. A null end is replaced, not or-ed: engines join by hash only over plain comparisons. */
function validity(dialect: Dialect, asOf: AsOfPlan, shared: Time): Validity {
  const at = asOf.at ? timeOfSql(dialect, asOf.at, asOf.atTimezone) : shared;
  const bounds = [asOf.start, ...(asOf.end ? [asOf.end] : [])].map((sql) =>
    timeOfSql(dialect, sql, asOf.timezone),
  );
  const kind = asWritten([at, ...bounds]);
  const side = (time: Time) => comparand(dialect, kind === undefined ? time.utc : clock(dialect, time, kind));
  const [start = "null", end] = bounds.map(side);
  const time = side(at);
  const farFuture = dialect.farFuture(kind ?? dialect.eventTime);
  const started = `${start} <= ${time}`;
  if (end === undefined) return { conditions: [started], latestBy: start, time, farFuture };
  const ended = `${time} < coalesce(${end}, ${farFuture})`;
  return { conditions: [started, ended], latestBy: undefined, time, farFuture };
}

function clock(dialect: Dialect, { sql, type }: Time, kind: "timestamp" | "date"): string {
  return type.kind === kind ? sql : castAs(dialect, sql, dialect.types[kind]);
}

/** The type in which all can be compared as they are written: the same kind of time in the same zone. */
function asWritten(times: readonly Time[]): "timestamp" | "date" | undefined {
  const kinds = new Set(times.map(({ type }) => type.kind));
  const zones = new Set(times.map(({ timezone }) => timezone));
  if (zones.size > 1 || [...kinds].some((kind) => kind !== "timestamp" && kind !== "date")) return undefined;
  return kinds.size === 1 && kinds.has("date") ? "date" : "timestamp";
}
