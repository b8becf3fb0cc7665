/** A true event and its tracked twin as tables of one statement: the rows of either side, and one row for each key. */

import { entityColumn } from "../../project/eventColumns.ts";
import type { LogicalType } from "../../sql/logicalType.ts";
import type { TypedSql } from "../../sql/plan/plan.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { type CommonTable, derived, identifier, select, withTables } from "../../sql/render/sqlText.ts";
import { nowOf } from "../../sql/render/time.ts";
import { periodText } from "../rows/countQuery.ts";
import type { EventRelation } from "../rows/eventRelation.ts";
import { sharedKey } from "../sharedKey.ts";
import { comparableNull, comparableValue } from "./comparable.ts";

/** Both sides: `truth` comes from a system of record, `tracked` from a front end. */
export interface Twins {
  readonly truth: EventRelation;
  readonly tracked: EventRelation;
  /** What both carry, as the spec calls it. */
  readonly by: string;
  /** SQL of the key on either side, as text. */
  readonly keys: { readonly truth: string; readonly tracked: string };
  /** Columns of the true event by which losses are looked at. */
  readonly traits: readonly Trait[];
  /** Columns that both have, and whose values should agree. */
  readonly shared: readonly Shared[];
}

/** A column of the true event. Its values are grouped where there are few of them and anybody may see them. */
interface Trait {
  readonly name: string;
  readonly type: LogicalType | undefined;
  readonly isGrouped: boolean;
}

interface Shared {
  readonly name: string;
  readonly types: { readonly truth: LogicalType | undefined; readonly tracked: LogicalType | undefined };
}

/** Columns that are looked at, at most. */
const mostTraits = 40;

/** Out: the relation that has no such key. */
export function twinsOf(
  truth: EventRelation,
  tracked: EventRelation,
  by: string,
): Twins | { without: EventRelation } {
  const [own, other] = [sharedKey(truth, by), sharedKey(tracked, by)];
  if (own === undefined || other === undefined) return { without: own === undefined ? truth : tracked };
  const private_ = truth.personal.columns;
  const { properties } = truth.plan;
  const entities = truth.plan.entities
    .filter((name) => name !== by && entityColumn(name) !== by)
    .map((name) => ({ name: entityColumn(name), type: { kind: "string" } as const }));
  const names = truth.event.definition.variants ? [{ name: "event", type: { kind: "string" } as const }] : [];
  const traits = [...names, ...properties.filter(({ name }) => name !== by), ...entities]
    .slice(0, mostTraits)
    .map(({ name, type }) => ({ name, type, isGrouped: !private_.has(name) && isGrouped(type) }));
  return {
    truth,
    tracked,
    by,
    keys: { truth: own, tracked: other },
    traits,
    shared: sharedColumns(truth, tracked, by),
  };
}

const wholes: ReadonlySet<LogicalType["kind"] | undefined> = new Set([
  "string",
  "integer",
  "boolean",
  "decimal",
  undefined,
]);

const isGrouped = (type: LogicalType | undefined): boolean => wholes.has(type?.kind);

/** Times have days and clocks of their own: that the two differ is told by the clock. */
function sharedColumns(truth: EventRelation, tracked: EventRelation, by: string): Shared[] {
  const revenueOf = ({ eventPlan }: EventRelation): TypedSql | undefined => eventPlan.revenue;
  const money: LogicalType = { kind: "decimal", precision: 18, scale: 4 };
  const revenue =
    revenueOf(truth) && revenueOf(tracked)
      ? [{ name: "revenue", types: { truth: money, tracked: money } }]
      : [];
  const properties = truth.plan.properties.flatMap(({ name, type }) => {
    const other = tracked.plan.properties.find((property) => property.name === name);
    return other && name !== by ? [{ name, types: { truth: type, tracked: other.type } }] : [];
  });
  return [...properties, ...revenue];
}

/** Names of the tables that the queries read. */
export interface TwinTables {
  readonly tables: readonly CommonTable[];
  readonly truth: string;
  readonly tracked: string;
}

/** Common tables of both sides' rows: `pair_key`, `event_id`, `happened_at`, `day`, and by number traits and shared values. */
export function sideTables(twins: Twins): TwinTables {
  const { truth, tracked } = twins;
  const names = { truth: pickBoth(twins, "true_rows"), tracked: pickBoth(twins, "tracked_rows") };
  const shared = (side: "truth" | "tracked") =>
    twins.shared.map(({ name, types }, at) => {
      const { dialect } = twins[side];
      return `${comparableValue(dialect, identifier(dialect, name), types[side], types)} as shared_${at + 1}`;
    });
  const traits = twins.traits.map(
    ({ name, type }, at) =>
      `${canonicalText(truth.dialect, identifier(truth.dialect, name), type)} as trait_${at + 1}`,
  );
  return {
    ...names,
    tables: [
      {
        name: names.truth,
        query: sideRows(truth, twins.keys.truth, [...traits, ...shared("truth")]),
      },
      { name: names.tracked, query: sideRows(tracked, twins.keys.tracked, shared("tracked")) },
    ],
  };
}

function sideRows(relation: EventRelation, key: string, more: readonly string[]): string {
  return select({
    columns: [
      `${key} as pair_key`,
      "event_id as row_id",
      "occurred_at as happened_at",
      `${periodText(relation, "day")} as day`,
      ...more,
    ],
    from: derived(`${withTables(relation.tables)}\nselect * from ${relation.events}`, "side"),
  });
}

function pickBoth({ truth, tracked }: Twins, wanted: string): string {
  let name = truth.pick(wanted);
  for (let other = tracked.pick(name); other !== name; other = tracked.pick(name)) name = truth.pick(other);
  return name;
}

/** How keys are compared. */
export type Matching = "text" | "loose";

/** The period that is compared: milliseconds in UTC, the end not included. */
export interface Common {
  readonly from: number;
  readonly until: number;
}

/**
 * One row for each key: `true_at` and `tracked_at` of its first row on either side, how many rows the tracked side has, and the
 * traits and shared values of the first rows.
 */
export function pairsTable(twins: Twins, sides: TwinTables, matching: Matching): CommonTable {
  const { dialect } = twins.truth;
  const key = matching === "text" ? "pair_key" : "lower(trim(pair_key))";
  const noText = castAs(dialect, "null", dialect.types.string);
  const traits = twins.traits.map((_, at) => `trait_${at + 1}`);
  const shared = twins.shared.map(({ types }, at) => ({
    name: `shared_${at + 1}`,
    none: comparableNull(dialect, types),
  }));
  const side = (from: string, isTracked: 0 | 1): string =>
    select({
      columns: [
        `${key} as pair_key`,
        `${isTracked} as is_tracked`,
        "row_id",
        "happened_at",
        "day",
        ...traits.map((name) => (isTracked ? `${noText} as ${name}` : name)),
        ...shared.map(({ name, none }) =>
          isTracked ? `${none} as true_${name}` : `${name} as true_${name}`,
        ),
        ...shared.map(({ name, none }) =>
          isTracked ? `${name} as tracked_${name}` : `${none} as tracked_${name}`,
        ),
        `row_number() over (partition by ${key} order by happened_at, row_id) as place`,
        `count(*) over (partition by ${key}) as side_rows`,
      ],
      from,
      where: ["pair_key is not null"],
    });
  const both = `${side(sides.truth, 0)}\nunion all\n${side(sides.tracked, 1)}`;
  const of = (isTracked: 0 | 1, column: string) =>
    `max(case when is_tracked = ${isTracked} then ${column} end)`;
  const columns = [
    "pair_key",
    `${of(0, "happened_at")} as true_at`,
    `${of(1, "happened_at")} as tracked_at`,
    `${of(1, "side_rows")} as tracked_rows`,
    `${of(0, "row_id")} as row_id`,
    `${of(0, "day")} as day`,
    ...traits.map((name) => `max(${name}) as ${name}`),
    ...shared.flatMap(({ name }) => [
      `max(true_${name}) as true_${name}`,
      `max(tracked_${name}) as tracked_${name}`,
    ]),
  ];
  const query = `${select({ columns, from: derived(both, "both_sides"), where: ["place = 1"] })}\ngroup by pair_key`;
  return { name: pickBoth(twins, "pairs"), query };
}

/** Whether a time lies in the period that is compared. */
export function isIn({ truth: { dialect } }: Twins, time: string, { from, until }: Common): string {
  const moment = (at: number): string => nowOf(dialect, new Date(at).toISOString());
  return `${time} >= ${moment(from)} and ${time} < ${moment(until)}`;
}
