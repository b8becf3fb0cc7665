/** A join of a scan, and which row of a history it takes. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { AsOfPlan, JoinStep, TypedSql } from "../plan/plan.ts";
import { nameOf } from "./generatedNames.ts";
import { type HistoryKeys, historyKeys } from "./historyKeys.ts";
import { momentOf } from "./momentOf.ts";
import type { Moment, ScanRenderer } from "./renderer.ts";
import { derived, embed, identifier, indent, select } from "./sqlText.ts";
import { fromItem, parameterColumns } from "./tables.ts";
import { instantOf } from "./values.ts";

/** One join, as lines of `from`. */
export function joinText(renderer: ScanRenderer, step: JoinStep): string {
  const { dialect, moment } = renderer;
  const inPlace = step.parameters !== undefined && !dialect.lateral;
  const on = embed(dialect, { sql: step.on, ...(inPlace && { parameters: step.parameters ?? [] }) });
  const valid = step.asOf && validity(dialect, step.asOf, moment);
  const table = joinedTable(renderer, step);
  const history = valid && historyKeys(on, table.name, dialect.name);
  const paired = dialect.joinsByEquality && !history?.keys.length ? pairing(dialect, step, moment) : [];
  const conditions = [on, ...paired, ...(valid?.conditions ?? [])];
  if (!step.parameters || inPlace) {
    if (valid?.latestBy === undefined) return joined(table.join, table.item, conditions);
    if (history)
      return latestByLead(dialect, table, conditions, { ...history, ...valid, latestBy: valid.latestBy });
  }
  return lateral(dialect, step, table, { conditions, latestBy: valid?.latestBy });
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

function joinedTable({ dialect, names }: ScanRenderer, { from, inner }: JoinStep): JoinedTable {
  const name = nameOf(from);
  return {
    join: inner ? "inner join" : "left join",
    item: fromItem(dialect, from),
    name,
    alias: identifier(dialect, name),
    end: names.end,
  };
}

function joined(join: string, item: string, [on, ...more]: readonly string[]): string {
  return [`${join} ${item} on ${on}`, ...more.map((condition) => indent(`and ${condition}`))].join("\n");
}

/** Looked up for each row: a `param` of its own, or a latest row that keys don't tell. */
function lateral(
  dialect: Dialect,
  { parameters }: JoinStep,
  { join, item, alias }: JoinedTable,
  { conditions, latestBy }: { conditions: readonly string[]; latestBy: string | undefined },
): string {
  const columns =
    parameters && dialect.lateral && dialect.columns?.("param", parameterColumns(dialect, parameters));
  const from = !columns ? item : `${item}\n${indent(columns)}`;
  const rows = select({ columns: [`${alias}.*`], from, where: conditions });
  const latest = latestBy === undefined ? rows : `${rows}\norder by ${latestBy} desc\nlimit 1`;
  return `${join} lateral ${derived(latest, alias)} on true`;
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
  dialect: Dialect,
  { join, item, alias, end }: JoinedTable,
  conditions: readonly string[],
  { keys, filters, latestBy, time, farFuture }: HistoryKeys & Validity & { readonly latestBy: string },
): string {
  const partition = keys.length > 0 ? `partition by ${keys.join(", ")} ` : "";
  // Where there is no next row, a column that can't be null has no null to give.
  const following = dialect.toNullable?.(latestBy) ?? latestBy;
  const next = `lead(${following}) over (${partition}order by ${latestBy}) as ${end}`;
  const history = select({
    columns: [`${alias}.*`, next],
    from: item,
    where: [...filters.map((filter) => `(${filter})`), `${latestBy} is not null`],
  });
  const before = `${time} < coalesce(${alias}.${end}, ${farFuture})`;
  return joined(join, derived(history, alias), [...conditions, before]);
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
  const side = (expression: TypedSql) =>
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
  bounds: readonly TypedSql[],
  timezone: string,
): "timestamp" | "date" | undefined {
  const kinds = new Set([at.type?.kind, ...bounds.map(({ type }) => type?.kind)]);
  if (at.timezone !== timezone || [...kinds].some((kind) => kind !== "timestamp" && kind !== "date"))
    return undefined;
  return kinds.size === 1 && kinds.has("date") ? "date" : "timestamp";
}
