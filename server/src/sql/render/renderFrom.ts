/** The `from` of a scan: its source, what each row is multiplied by, its joins. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { AsOfPlan, Expression, ForEachStep, FromPlan, JoinStep, Scan, TablePlan } from "../plan/plan.ts";
import { type HistoryKeys, historyKeys } from "./historyKeys.ts";
import { withLists } from "./renderLists.ts";
import { derived, embed, identifier, indent, protect, select } from "./sqlText.ts";
import { instantOf } from "./values.ts";

/** The moment of an event while its row is still being put together. */
export interface Moment {
  readonly sql: string;
  /** Absent when it is not one known type for all events of the scan; it is an instant then. */
  readonly type: LogicalType | undefined;
  readonly timezone: string;
  readonly instant: string;
}

/** The derived table that says which event of the scan a row is tried for, and its column: names that no user's table has. */
export const branch = { alias: "eventspec", column: "eventspec_event" } as const;

/**
 * Tables of a scan, one a line.
 * In: how many events share the scan; the event's moment, for as-of joins and the virtual alias `event`.
 */
export function renderFrom(dialect: Dialect, scan: Scan, moment: Moment): string {
  const joins = scan.steps.filter((step) => step.kind === "join");
  const lines = sourceLines(dialect, scan.from, listsOf(scan));
  lines.push(...joins.filter((join) => !join.late).map((join) => joinText(dialect, join, moment)));
  if (scan.events.length > 1)
    lines.push(`cross join ${dialect.numbers(scan.events.length, branch.alias, branch.column)}`);
  if (dialect.columns && usesEvent(scan))
    lines.push(dialect.columns("event", [{ name: identifier(dialect, "at"), sql: moment.instant }]));
  if (dialect.columns && scan.parameters.length > 0)
    lines.push(dialect.columns("param", parameterColumns(dialect, scan.parameters)));
  lines.push(...joins.filter((join) => join.late).map((join) => joinText(dialect, join, moment)));
  return lines.map((line, at) => (at === 0 ? line : indent(line))).join("\n");
}

/**
 * Tables of a scan whose conditions are left out, so that nothing but tables, lists and parameters can be wrong with it.
 * In: how many of the lists there are; which of `event` and `param` are.
 */
export function bareFrom(dialect: Dialect, scan: Scan, lists: number, virtual: ReadonlySet<string>): string {
  const joins = scan.steps.filter((step) => step.kind === "join");
  const moment = `cast(null as ${dialect.types.instant})`;
  const lines = sourceLines(dialect, scan.from, listsOf(scan).slice(0, lists));
  lines.push(...joins.map((join) => `left join ${fromItem(dialect, join.from)} on true`));
  const add = (alias: string, columns: readonly NamedSql[]) =>
    lines.push(dialect.columns?.(alias, columns) ?? columnsBeside(alias, columns, lines));
  if (virtual.has("event") && usesEvent(scan))
    add("event", [{ name: identifier(dialect, "at"), sql: moment }]);
  if (virtual.has("param") && scan.parameters.length > 0)
    add("param", parameterColumns(dialect, scan.parameters));
  return lines.join("\n  ");
}

interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

/** Columns of the right types for engines that can't compute them from the tables before: out of a copy of those. */
function columnsBeside(alias: string, columns: readonly NamedSql[], tables: readonly string[]): string {
  const list = columns.map(({ name, sql }) => `${sql} as ${name}`).join(", ");
  return `cross join (select ${list} from ${tables.join(" ")}) as ${alias}`;
}

function parameterColumns(dialect: Dialect, parameters: Scan["parameters"]) {
  return parameters.map(({ name, sql }) => ({
    name: identifier(dialect, name),
    sql: embed(dialect, { sql }),
  }));
}

const eventColumn = /\bevent\s*\.\s*"?at\b/i;

/** Whether SQL that may speak of `event.at` does. A source or join of that alias is no virtual one. */
function usesEvent({ from, steps, parameters, events, where }: Scan): boolean {
  const joins = steps.filter((step) => step.kind === "join");
  if ([from, ...joins.map((join) => join.from)].some(({ alias }) => alias?.toLowerCase() === "event"))
    return false;
  const late = joins.some((join) => join.late);
  const values = late ? events.map((event) => [event.where, event.properties, event.entities]) : [];
  return eventColumn.test(JSON.stringify([steps, parameters, where, values]));
}

/** A table or a query with its alias. */
function fromItem(dialect: Dialect, from: FromPlan): string {
  if (from.kind === "table") {
    const name = tableName(dialect, from.table);
    return from.alias === undefined ? name : `${name} as ${identifier(dialect, from.alias)}`;
  }
  const alias = identifier(dialect, from.alias);
  const query = `\n${protect(dialect, from.sql)}\n`;
  if (from.tables.length === 0) return `(${query}) as ${alias}`;
  const tables = from.tables.map(
    ({ name, table }) =>
      `${identifier(dialect, name)} as ${dialect.inline}(select * from ${tableName(dialect, table)})`,
  );
  return `(\n${indent(`with\n${indent(tables.join(",\n"))}\nselect * from (${query}) as ${alias}`)}\n) as ${alias}`;
}

function tableName(dialect: Dialect, table: TablePlan): string {
  if ("sql" in table) return table.sql.trim();
  return table.parts.map((part) => identifier(dialect, part)).join(".");
}

const listsOf = ({ steps }: Scan) => steps.filter((step) => step.kind === "for_each");

function sourceLines(dialect: Dialect, from: FromPlan, lists: readonly ForEachStep[]): string[] {
  const alias = identifier(dialect, from.alias ?? lastName(from));
  return withLists(dialect, { sql: fromItem(dialect, from), alias }, lists);
}

function joinText(dialect: Dialect, step: JoinStep, moment: Moment): string {
  const join = step.inner ? "inner join" : "left join";
  const item = fromItem(dialect, step.from);
  const valid = step.asOf && validity(dialect, step.asOf, moment);
  const inPlace = step.parameters !== undefined && !dialect.lateral;
  const on = embed(dialect, { sql: step.on, ...(inPlace && { parameters: step.parameters ?? [] }) });
  const name = step.from.alias ?? lastName(step.from);
  const alias = identifier(dialect, name);
  const own = valid && historyKeys(on, name, dialect.name);
  const paired = dialect.joinsByEquality && !own?.keys.length ? pairing(dialect, step, moment) : [];
  const conditions = [on, ...paired, ...(valid?.conditions ?? [])];
  if (!step.parameters || inPlace) {
    if (valid?.latestBy === undefined) return joined(join, item, conditions);
    if (own) return latestByLead(join, item, alias, conditions, own, valid);
  }
  const parameters =
    step.parameters && !inPlace && dialect.columns?.("param", parameterColumns(dialect, step.parameters));
  const from = !parameters ? item : `${item}\n${indent(parameters)}`;
  const rows = select({ columns: [`${alias}.*`], from, where: conditions });
  const latest = valid?.latestBy === undefined ? rows : `${rows}\norder by ${valid.latestBy} desc\nlimit 1`;
  return `${join} lateral ${derived(latest, alias)} on true`;
}

function joined(join: string, item: string, [on, ...more]: readonly string[]): string {
  return [`${join} ${item} on ${on}`, ...more.map((condition) => indent(`and ${condition}`))].join("\n");
}

/** An equality between both sides of an as-of join that holds wherever a row is valid. */
function pairing(dialect: Dialect, { asOf }: JoinStep, moment: Moment): string[] {
  if (!asOf) return [];
  const sides = [embed(dialect, asOf.start), asOf.at ? embed(dialect, asOf.at) : moment.sql];
  return [sides.map((sql) => `(${dialect.toNullable?.(sql) ?? sql} is null)`).join(" = ")];
}

/**
 * The latest row that started: each row of a history ends where the next one starts. Engines then join by hash, or by ranges where the
 * history is the same for all; without an index that is a hundred times faster than looking the row up for each event.
 */
function latestByLead(
  join: string,
  item: string,
  alias: string,
  conditions: readonly string[],
  { keys, filters }: HistoryKeys,
  { latestBy, time, farFuture }: Validity,
): string {
  const partition = keys.length > 0 ? `partition by ${keys.join(", ")} ` : "";
  const next = `lead(${latestBy}) over (${partition}order by ${latestBy}) as eventspec_end`;
  const history = select({
    columns: [`${alias}.*`, next],
    from: item,
    where: [...filters.map((filter) => `(${filter})`), `${latestBy} is not null`],
  });
  const end = `${time} < coalesce(${alias}.eventspec_end, ${farFuture})`;
  return joined(join, derived(history, alias), [...conditions, end]);
}

/** The name that a table without an alias goes by. */
function lastName(from: FromPlan): string {
  if (from.kind === "query") return from.alias;
  const parts = "parts" in from.table ? from.table.parts : from.table.sql.trim().split(".");
  return (parts.at(-1) ?? "").replace(/^["`]|["`]$/g, "");
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
function validity(dialect: Dialect, asOf: AsOfPlan, moment: Moment): Validity {
  const at = asOf.at ? momentOf(dialect, asOf.at, asOf.atTimezone) : moment;
  const bounds = asOf.end ? [asOf.start, asOf.end] : [asOf.start];
  const kind = asWritten(at, bounds, asOf.timezone);
  const side = (expression: Expression) =>
    kind === undefined
      ? instantOf(dialect, { expression, timezone: asOf.timezone, nullValues: [] })
      : clock(dialect, embed(dialect, expression), expression.type, kind);
  const time = kind === undefined ? at.instant : clock(dialect, at.sql, at.type, kind);
  const start = side(asOf.start);
  const farFuture = dialect.farFuture(kind ?? "instant");
  if (!asOf.end) return { conditions: [`${start} <= ${time}`], latestBy: start, time, farFuture };
  const end = `coalesce(${side(asOf.end)}, ${farFuture})`;
  return { conditions: [`${start} <= ${time}`, `${time} < ${end}`], latestBy: undefined, time, farFuture };
}

function clock(
  dialect: Dialect,
  sql: string,
  type: LogicalType | undefined,
  kind: "timestamp" | "date" | "instant",
) {
  return type?.kind === kind ? sql : `cast(${sql} as ${dialect.types[kind]})`;
}

/** The type in which both sides can be compared as they are written: the same kind of time in the same zone. */
function asWritten(
  at: Moment,
  bounds: readonly Expression[],
  timezone: string,
): "timestamp" | "date" | undefined {
  const kinds = new Set([at.type?.kind, ...bounds.map(({ type }) => type?.kind)]);
  if (at.timezone !== timezone || [...kinds].some((kind) => kind !== "timestamp" && kind !== "date"))
    return undefined;
  return kinds.size === 1 && kinds.has("date") ? "date" : "timestamp";
}

/** A user's expression as a moment. */
export function momentOf(dialect: Dialect, expression: Expression, timezone: string): Moment {
  return {
    sql: embed(dialect, expression),
    type: expression.type,
    timezone,
    instant: instantOf(dialect, { expression, timezone, nullValues: [] }),
  };
}
