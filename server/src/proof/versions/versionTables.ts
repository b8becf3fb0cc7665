/** Rows of two versions of an event as tables of one statement: those of either side, and one row for each key. */
import { currencyColumn, entityColumn } from "../../project/eventColumns.ts";
import { isNumber, type LogicalType } from "../../sql/logicalType.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { type CommonTable, derived, identifier, select, withTables } from "../../sql/render/sqlText.ts";
import { periodText } from "../rows/countQuery.ts";
import type { EventRelation } from "../rows/eventRelation.ts";
import { asExactDecimal } from "../rows/exactNumber.ts";

/** Both versions, and by what their rows are the same. */
export interface Versions {
  readonly before: EventRelation;
  readonly after: EventRelation;
  /** Columns that both have, in the order of the new version. */
  readonly columns: readonly VersionColumn[];
}

interface VersionColumn {
  readonly name: string;
  readonly types: { readonly before: LogicalType | undefined; readonly after: LogicalType | undefined };
  /** Its values are not to be shown: in either version they are personal. */
  readonly isPersonal: boolean;
}

/** By what rows of both versions are the same: the key in the source; else one of the entities together with the time. */
export type RowKey = { readonly kind: "source_key" } | { readonly kind: "entity"; readonly entity: string };

/** Columns that say how the row came here, not what happened; the key is what rows are joined by. */
const unlikely: ReadonlySet<string> = new Set(["source_key", "source", "loaded_at", "event_version"]);

export function versionsOf(before: EventRelation, after: EventRelation): Versions {
  const [old, now] = [typesOf(before), typesOf(after)];
  const shared = after.columns.filter((name) => before.columns.includes(name) && !unlikely.has(name));
  return {
    before,
    after,
    columns: shared.map((name) => ({
      name,
      types: { before: old.get(name), after: now.get(name) },
      isPersonal: before.personal.columns.has(name) || after.personal.columns.has(name),
    })),
  };
}

function typesOf({ plan, dialect }: EventRelation): ReadonlyMap<string, LogicalType | undefined> {
  const text = { kind: "string" } as const;
  return new Map<string, LogicalType | undefined>([
    ["occurred_at", { kind: dialect.eventTime }],
    ...["event_id", "event", "link", currencyColumn].map((name) => [name, text] as const),
    ...plan.entities.map((name) => [entityColumn(name), text] as const),
    ["revenue", { kind: "decimal", precision: 18, scale: 4 }],
    ...plan.properties.map(({ name, type }) => [name, type] as const),
  ]);
}

/** Rows of one side: `pair_key`, `day`, and the columns as text, `value_1` and so on. */
function sideTable(versions: Versions, side: "before" | "after", key: RowKey): string {
  const relation = versions[side];
  const { dialect } = relation;
  const values = versions.columns.map(
    (column, at) => `${valueText(relation, column, side)} as value_${at + 1}`,
  );
  return select({
    columns: [`${keyText(relation, key)} as pair_key`, `${periodText(relation, "day")} as day`, ...values],
    from: derived(
      `${withTables(relation.tables)}\nselect * from ${relation.events}`,
      identifier(dialect, "side"),
    ),
  });
}

function valueText(
  { dialect }: EventRelation,
  { name, types }: VersionColumn,
  side: "before" | "after",
): string {
  const sql = identifier(dialect, name);
  const [one, other] = [types.before, types.after];
  const areOther = JSON.stringify(one) !== JSON.stringify(other);
  const areOtherNumbers = areOther && isNumber(one?.kind) && isNumber(other?.kind);
  // 12.5 is 12.50.
  return areOtherNumbers
    ? castAs(dialect, asExactDecimal(dialect, sql, types[side]), dialect.types.string)
    : canonicalText(dialect, sql, types[side]);
}

function keyText({ dialect }: EventRelation, key: RowKey): string {
  if (key.kind === "source_key") return "source_key";
  const time = canonicalText(dialect, "occurred_at", { kind: dialect.eventTime });
  return `${identifier(dialect, entityColumn(key.entity))} || ' ' || ${time}`;
}

export interface VersionTables {
  readonly tables: readonly CommonTable[];
  readonly before: string;
  readonly after: string;
}

export function versionTables(versions: Versions, key: RowKey): VersionTables {
  const names = { before: pickBoth(versions, "rows_before"), after: pickBoth(versions, "rows_after") };
  return {
    ...names,
    tables: (["before", "after"] as const).map((side) => ({
      name: names[side],
      query: sideTable(versions, side, key),
    })),
  };
}

/** One row a key: `was` and `is_now`, 1 where that side has it, `day`, and each value of both sides: `old_1`, `new_1`. */
export function pairedTable(versions: Versions, sides: VersionTables): CommonTable {
  const values = versions.columns.map((_, at) => `value_${at + 1}`);
  const side = (from: string, isAfter: 0 | 1) =>
    select({
      columns: ["pair_key", `${isAfter} as is_after`, "day", ...values],
      from,
      where: ["pair_key is not null"],
    });
  const both = `${side(sides.before, 0)}\nunion all\n${side(sides.after, 1)}`;
  const of = (isAfter: 0 | 1, column: string) => `max(case when is_after = ${isAfter} then ${column} end)`;
  const columns = [
    "pair_key",
    `${of(0, "1")} as was`,
    `${of(1, "1")} as is_now`,
    `coalesce(${of(1, "day")}, ${of(0, "day")}) as day`,
    ...values.flatMap((value, at) => [
      `${of(0, value)} as old_${at + 1}`,
      `${of(1, value)} as new_${at + 1}`,
    ]),
  ];
  const query = `${select({ columns, from: derived(both, "both_sides") })}\ngroup by pair_key`;
  return { name: pickBoth(versions, "pairs"), query };
}

function pickBoth({ before, after }: Versions, wanted: string): string {
  let name = before.pick(wanted);
  for (let other = after.pick(name); other !== name; other = after.pick(name)) name = before.pick(other);
  return name;
}
