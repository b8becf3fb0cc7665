/** Whether an event and the number that people trust disagree, in SQL alone. */
import type { ReconciledColumns } from "../../project/reconciledColumns.ts";
import type { Reconciliation } from "../../spec/types.ts";
import type { FromPlan } from "../../sql/plan/plan.ts";
import { castAs } from "../../sql/render/cast.ts";
import { derived, identifier, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import { fromItem } from "../../sql/render/tables.ts";
import { exactFrom, exactText } from "../exact.ts";
import type { Measured } from "../reconcile/reconcileQuery.ts";
import type { CheckedRows } from "../rows/eventRelation.ts";
import { asExactDecimal, exactDecimal, exactNumber } from "../rows/exactNumber.ts";
import { openPeriod, periodOf } from "./periods.ts";

interface Compared {
  readonly rows: CheckedRows;
  readonly reconciliation: Reconciliation;
  readonly measured: Measured;
  /** The author's query, and what its columns are. */
  readonly given: FromPlan;
  readonly columns: ReconciledColumns;
  /** Names of all columns of the query, in order. */
  readonly all: readonly string[];
}

/**
 * A query that gives both numbers where they differ by more than the tolerance, in total or by whole period, and where the query's own can't be
 * compared: it is null, is not the only one, or belongs to no period.
 */
export function failingNumbers(compared: Compared): string {
  const { rows, reconciliation, given, all } = compared;
  const { dialect, tables } = rows;
  const name = rows.pick("given_rows");
  const list = dialect.anonymousColumns
    ? ` (${all.map((column) => identifier(dialect, column)).join(", ")})`
    : "";
  const query = select({ columns: ["*"], from: `${fromItem(dialect, given)}${list}` });
  const head = withTables([...tables, { name, query }]);
  const failing = reconciliation.per
    ? failingPeriods(compared, name, reconciliation.per.value)
    : failingTotal(compared, name);
  return restoreBreaks(`${head}\n${failing}`);
}

function failingTotal({ rows, measured, columns, reconciliation }: Compared, given: string): string {
  const event = select({ columns: [`${eventNumber(rows, measured)} as event_value`], from: rows.events });
  const value = givenValue(rows, columns);
  const number = columns.key === undefined ? `max(${value})` : `sum(${value})`;
  const query = select({
    columns: [
      `${number} as query_value`,
      "count(*) as query_rows",
      `sum(case when ${value} is null then 1 else 0 end) as query_faults`,
    ],
    from: given,
  });
  const own = "measured.event_value";
  const other = "expected.query_value";
  return select({
    columns: [own, other],
    from: `${derived(event, "measured")}\ncross join ${derived(query, "expected")}`,
    where: [
      [
        `${other} is null`,
        columns.key === undefined ? "expected.query_rows <> 1" : "expected.query_faults > 0",
        differs(own, other, reconciliation),
      ].join("\n  or "),
    ],
  });
}

function failingPeriods(compared: Compared, given: string, per: "day" | "week" | "month"): string {
  const { rows, measured, columns, reconciliation } = compared;
  const { dialect } = rows;
  const asDate = (clock: string) => castAs(dialect, clock, dialect.types.date);
  const none = castAs(dialect, "0", exactDecimal(dialect));
  const timed = select({
    columns: [
      `${asDate(periodOf(rows, "occurred_at", per))} as period`,
      ...(measured.kind === "sum" ? [`${identifier(dialect, measured.column)} as measured_value`] : []),
    ],
    from: rows.events,
  });
  const ofEvent = select({
    columns: [
      "period",
      `${eventNumber(rows, measured, "measured_value")} as event_value`,
      `${none} as query_value`,
      "0 as query_rows",
      "0 as query_faults",
    ],
    from: derived(timed, "timed"),
  });
  const dated = select({
    columns: [
      `${givenPeriod(rows, columns.period ?? per, per)} as period`,
      `${givenValue(rows, columns)} as query_value`,
    ],
    from: given,
  });
  const start = asDate(dialect.startOf(per, castAs(dialect, "period", dialect.types.timestamp)));
  const isWrong = ["query_value is null", ...(per === "day" ? [] : [`period <> ${start}`])].join(" or ");
  const ofQuery = select({
    columns: [
      "period",
      `${none} as event_value`,
      "query_value",
      "1 as query_rows",
      `case when ${isWrong} then 1 else 0 end as query_faults`,
    ],
    from: derived(dated, "dated"),
  });
  const sums = ["event_value", "query_value", "query_rows", "query_faults"];
  const both = select({
    columns: ["period", ...sums.map((column) => `sum(${column}) as ${column}`)],
    from: derived(`${ofEvent}\ngroup by period\nunion all\n${ofQuery}`, "sides"),
  });
  const wrong = [
    ...(columns.key === undefined ? ["query_rows > 1"] : []),
    differs("event_value", "query_value", reconciliation),
  ].join(" or ");
  const ended = `period < ${asDate(openPeriod(rows, per, "running"))}`;
  const faults = ["period is null", "query_faults > 0", `(${ended} and (${wrong}))`];
  return select({
    columns: ["period", "event_value", "query_value"],
    from: derived(`${both}\ngroup by period`, "compared"),
    where: [faults.join("\n  or ")],
  });
}

/** In: SQL of the column that is added up, where it is called otherwise. */
function eventNumber({ dialect }: CheckedRows, measured: Measured, called?: string): string {
  if (measured.kind === "count") return asExactDecimal(dialect, "count(*)", { kind: "integer" });
  const number = exactNumber(dialect, called ?? identifier(dialect, measured.column), measured.type);
  return asExactDecimal(dialect, `coalesce(sum(${number}), 0)`, undefined);
}

/** A row of a query with a key and nothing else counts as one. */
function givenValue({ dialect }: CheckedRows, { value }: ReconciledColumns): string {
  return asExactDecimal(dialect, value === undefined ? "1" : identifier(dialect, value), undefined);
}

/** A month may be written without a day. */
function givenPeriod({ dialect }: CheckedRows, name: string, per: "day" | "week" | "month"): string {
  const column = identifier(dialect, name);
  if (per !== "month") return castAs(dialect, column, dialect.types.date);
  const text = castAs(dialect, column, dialect.types.string);
  const whole = `case when length(${text}) = 7 then concat(${text}, '-01') else ${text} end`;
  return castAs(dialect, whole, dialect.types.date);
}

function differs(event: string, query: string, { tolerance: { of, value } }: Reconciliation): string {
  const difference = `abs(${event} - ${query})`;
  const allowed = exactText(exactFrom(value));
  return `${difference} > ${of === "amount" ? allowed : `${allowed} * abs(${query})`}`;
}
