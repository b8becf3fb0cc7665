/** The number of an event and that of an author's query, in one question. */

import type { Reconciliation } from "../../spec/types.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { countIf } from "../../sql/funnel/countedQuery.ts";
import { indent } from "../../sql/layout.ts";
import type { LogicalType } from "../../sql/logicalType.ts";
import type { FromPlan } from "../../sql/plan/plan.ts";
import { canonicalText, idText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { derived, identifier, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import { fromItem } from "../../sql/render/tables.ts";
import { periodText } from "../rows/countQuery.ts";
import type { EventRelation } from "../rows/eventRelation.ts";
import { exactNumber } from "../rows/exactNumber.ts";
import type { Bounds } from "./bounds.ts";
import type { GivenColumn, GivenColumns } from "./givenColumns.ts";

/** Kinds of rows of the answer. Each has a kind, a period and a number as text. */
export const answerParts = [
  "event",
  "query",
  "query_without_value",
  "only_event",
  "only_query",
  "event_without_key",
  "query_without_key",
] as const;

/** What is compared of the event: the number of its rows, or a column that is added up. */
export type Measured =
  | { readonly kind: "count" }
  | { readonly kind: "sum"; readonly column: string; readonly type: LogicalType | undefined };

export interface ReconcileInput {
  readonly relation: EventRelation;
  readonly reconciliation: Reconciliation;
  readonly given: FromPlan;
  readonly columns: GivenColumns;
  readonly measured: Measured;
  /** Which periods are compared; absent for a total. */
  readonly bounds?: Bounds;
}

export interface ReconcileQuery {
  readonly sql: string;
  /** Keys on one side only; absent without `key`. */
  readonly keysSql?: (limit: number) => string;
}

/** The columns of an author's query, without its rows. */
export function givenQuery(dialect: Dialect, given: FromPlan): string {
  return restoreBreaks(select({ columns: ["*"], from: fromItem(dialect, given) }));
}

export function reconcileQuery(input: ReconcileInput): ReconcileQuery {
  const { relation, given, columns } = input;
  const { dialect, tables } = relation;
  const rows = relation.pick("given");
  const keys = relation.pick("both_keys");
  const list = dialect.anonymousColumns
    ? ` (${columns.all.map((name) => identifier(dialect, name)).join(", ")})`
    : "";
  const from = `${fromItem(dialect, given)}${list}`;
  const both = [...tables, { name: rows, query: select({ columns: ["*"], from }) }];
  const { key } = columns;
  if (!key) {
    const parts = [eventPart(input), givenPart(input, rows)];
    return { sql: statement(both, parts) };
  }
  const withKeys = [...both, { name: keys, query: keysOf(input, rows, key) }];
  const parts = [eventPart(input), ...summedPart(input, rows), ...keyParts(dialect, keys)];
  const onlyIn = "case when query_rows = 0 then 'event' else 'query' end";
  const oneSided = select({
    columns: [
      "key_text",
      `${onlyIn} as only_in`,
      `row_number() over (partition by ${onlyIn} order by key_text) as place`,
    ],
    from: keys,
    where: ["key_text is not null", "(query_rows = 0 or event_rows = 0)"],
  });
  const shown = select({ columns: ["key_text", "only_in"], from: derived(oneSided, "one_sided") });
  return {
    sql: statement(withKeys, parts),
    // As many of either side as there is room for.
    keysSql: (limit) =>
      `${statement(withKeys, [shown]).trimEnd()}\norder by place, only_in\nlimit ${limit}\n`,
  };
}

function statement(tables: Parameters<typeof withTables>[0], parts: readonly string[]): string {
  return `${restoreBreaks(`${withTables(tables)}\n${parts.join("\nunion all\n")}`)}\n`;
}

const noText = (dialect: Dialect): string => castAs(dialect, "null", dialect.types.string);

const countText = (dialect: Dialect, count: string): string => castAs(dialect, count, dialect.types.string);

/** The event's number by day of its zone, or in all. */
function eventPart({ relation, measured, bounds }: ReconcileInput): string {
  const { dialect, events } = relation;
  const number =
    measured.kind === "count"
      ? countText(dialect, "count(*)")
      : sumText(dialect, "measured_value", measured.type);
  const rows = select({
    columns: [
      `${bounds ? periodText(relation, "day") : noText(dialect)} as period`,
      ...(measured.kind === "sum" ? [`${identifier(dialect, measured.column)} as measured_value`] : []),
    ],
    from: events,
  });
  const from = derived(rows, "measured");
  if (bounds)
    return `${select({ columns: ["'event' as part", "period", `${number} as value`], from })}\ngroup by period`;
  return select({ columns: ["'event' as part", `${noText(dialect)} as period`, `${number} as value`], from });
}

function sumText(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  return canonicalText(dialect, `sum(${exactNumber(dialect, sql, type)})`, { kind: "decimal" });
}

/** What a query without a key returns, as it is: what is wrong with it is told of its own values. */
function givenPart({ relation, columns }: ReconcileInput, rows: string): string {
  const { dialect } = relation;
  const { value, period } = columns;
  return select({
    columns: [
      "'query' as part",
      `${period ? textOf(dialect, period) : noText(dialect)} as period`,
      `${value ? textOf(dialect, value) : noText(dialect)} as value`,
    ],
    from: rows,
  });
}

/** Floats count as decimals, so that both sides are rounded in the same way. */
function textOf(dialect: Dialect, { name, type }: GivenColumn): string {
  const column = identifier(dialect, name);
  if (type.kind === "float")
    return canonicalText(dialect, exactNumber(dialect, column, type), { kind: "decimal" });
  return canonicalText(dialect, column, type);
}

/** A query with a key, added up by its period. */
function summedPart({ relation, columns }: ReconcileInput, rows: string): string[] {
  const { dialect } = relation;
  const { value, period } = columns;
  const periodSql = period ? textOf(dialect, period) : noText(dialect);
  const column = value && identifier(dialect, value.name);
  const from = derived(
    select({
      columns: [`${periodSql} as period`, ...(value && column ? [`${column} as number_value`] : [])],
      from: rows,
    }),
    "given_rows",
  );
  const sum = value
    ? sumText(dialect, "number_value", value.type)
    : castAs(dialect, "count(*)", dialect.types.string);
  const missing = value ? "count(*) - count(number_value)" : "0";
  const part = (name: string, number: string) =>
    `${select({ columns: [`'${name}' as part`, "period", `${number} as value`], from })}\ngroup by period`;
  return [part("query", sum), part("query_without_value", countText(dialect, missing))];
}

/** Each key with how many rows either side has of it. */
function keysOf({ relation, columns, bounds }: ReconcileInput, rows: string, key: GivenColumn): string {
  const { dialect, events } = relation;
  const own = select({
    columns: ["source_key as key_text", "1 as event_row", "0 as query_row"],
    from: events,
    where: bounds ? within(bounds, periodText(relation, "day")) : [],
  });
  const keyText = idText(dialect, identifier(dialect, key.name), key.type);
  const day = columns.period && `substring(${textOf(dialect, columns.period)}, 1, 10)`;
  const given = select({
    columns: [`${keyText} as key_text`, "0 as event_row", "1 as query_row"],
    from: rows,
    where: bounds && day ? within(bounds, day) : [],
  });
  const grouped = select({
    columns: ["key_text", "sum(event_row) as event_rows", "sum(query_row) as query_rows"],
    from: `(\n${indent(`${own}\nunion all\n${given}`)}\n) as all_keys`,
  });
  return `${grouped}\ngroup by key_text`;
}

function within({ first, end }: Bounds, day: string): string[] {
  return [...(first === undefined ? [] : [`${day} >= '${first}'`]), `${day} < '${end}'`];
}

function keyParts(dialect: Dialect, keys: string): string[] {
  const counts = {
    only_event: countIf("key_text is not null and query_rows = 0"),
    only_query: countIf("key_text is not null and event_rows = 0"),
    event_without_key: "sum(case when key_text is null then event_rows end)",
    query_without_key: "sum(case when key_text is null then query_rows end)",
  };
  return Object.entries(counts).map(([part, count]) =>
    select({
      columns: [`'${part}' as part`, `${noText(dialect)} as period`, `${countText(dialect, count)} as value`],
      from: keys,
    }),
  );
}
