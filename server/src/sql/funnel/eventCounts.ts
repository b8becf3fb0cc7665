/** How many events are left after each step that compares rows with each other, and what their ids and columns look like. */
import { currencyColumn, entityColumn } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, PropertyColumn, RelationPlan, TypedSql, ValuePlan } from "../plan/plan.ts";
import { rowKey } from "../plan/rowKey.ts";
import { canonicalText } from "../render/canonical.ts";
import { relationSql } from "../render/renderPlan.ts";
import { derived, identifier, select } from "../render/sqlText.ts";
import { variantName } from "../render/variantName.ts";
import { isPruned } from "./conditionCounts.ts";
import { type Counted, countIf } from "./countedQuery.ts";
import { idCounts } from "./idCounts.ts";

/** A relation with one event of it, other columns, and no window. */
export function variation(
  relation: RelationPlan,
  event: EventPlan,
  values: readonly { readonly name: string; readonly value: TypedSql }[] = [],
): RelationPlan {
  const properties = values.map(
    ({ name, value }): ValuePlan => ({ name, value, nullValues: [], timezone: "UTC" }),
  );
  const columns = values.map(
    ({ name, value: { type } }): PropertyColumn => ({ name, ...(type && { type }) }),
  );
  const bare: EventPlan = { ...event, entities: [], properties };
  const scans = relation.scans.map((scan) => ({ ...scan, events: [bare] }));
  return { ...relation, entities: [], properties: columns, scans, window: {} };
}

function unpartitioned(relation: RelationPlan): RelationPlan {
  return { ...relation, scans: relation.scans.map(({ partition: _, ...scan }) => scan) };
}

/** In: a relation with this one event. */
export function eventCounts(dialect: Dialect, relation: RelationPlan, event: EventPlan): Counted[] {
  const { oncePer, history, ...rest } = event;
  // Without `once_per` its key may be the only one that identifies a row.
  const each: EventPlan = { ...rest, key: rowKey(event) };
  const { variants, ...unnamed } = each;
  const counted = (name: string, plan: RelationPlan): Counted => ({
    name,
    columns: { [`${name}_rows`]: "count(*)" },
    from: derived(relationSql(dialect, plan), "counted"),
  });
  const { since, until } = relation.window;
  const window = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  const isWindowed = since !== undefined || until !== undefined;
  const isPrunable = relation.scans.some((scan) => isPruned(scan, event));
  const all = variation(relation, event);
  return [
    ...(event.changes ? [counted("changed", variation(relation, unnamed))] : []),
    ...(variants
      ? [counted("named", variation(relation, each)), withoutVariant(dialect, relation, unnamed, variants)]
      : []),
    ...(oncePer ? [withoutOnceKey(dialect, relation, each, oncePer.key)] : []),
    ...(oncePer?.keep === "only" ? disagreeingKeys(dialect, relation, event, "once") : []),
    ...(history ? [counted("ever", variation(relation, { ...each, ...(oncePer && { oncePer }) }))] : []),
    ...(isWindowed ? [counted("whole", all)] : []),
    ...(isWindowed && isPrunable ? [counted("unpruned", { ...unpartitioned(all), window })] : []),
    finalCounts(dialect, relation, event),
  ];
}

/** Rows whose value no variant has, with the first and the last of these values. */
function withoutVariant(
  dialect: Dialect,
  relation: RelationPlan,
  event: EventPlan,
  variants: NonNullable<EventPlan["variants"]>,
): Counted {
  return {
    name: "unnamed",
    columns: {
      unnamed_rows: "count(*)",
      unnamed_values: "count(distinct variant_text)",
      unnamed_first: "min(variant_text)",
      unnamed_last: "max(variant_text)",
    },
    from: derived(unnamedValues(dialect, relation, event, variants), "without_variant"),
  };
}

type Variants = NonNullable<EventPlan["variants"]>;

/**
 * SQL of the values that no variant has, a row each, as text in `variant_text`. In: the event without its variants, and the relation that it
 * is of; the window in which rows count is none unless it is given.
 */
export function unnamedValues(
  dialect: Dialect,
  relation: RelationPlan,
  event: EventPlan,
  variants: Variants,
  window: RelationPlan["window"] = {},
): string {
  const { by, otherwise } = variants;
  const { type } = by;
  const sql = "variant";
  const other = typeof otherwise === "object" ? { name: "other_name", value: otherwise.name } : undefined;
  const values = [{ name: sql, value: by }, ...(other ? [other] : [])];
  const rows = { ...variation(relation, event, values), window };
  const name = variantName(
    dialect,
    variants,
    { sql, type },
    other && { sql: other.name, type: other.value.type },
  );
  return select({
    columns: [`${canonicalText(dialect, sql, type)} as variant_text`],
    from: derived(relationSql(dialect, rows), "named_by"),
    where: [`${name} is null`],
  });
}

/** Columns with the values of a `once_per` key, and the condition that all of it is null. */
export function onceKey(key: readonly TypedSql[]) {
  const values = key.map((value, at) => ({ name: `once_${at + 1}`, value }));
  return { values, isNull: values.map(({ name }) => `${name} is null`).join(" and ") };
}

/**
 * How many keys of a `once_per` that keeps what all rows say there are, and of how many all rows do: whatever the window. In: what the names
 * of the tables and columns begin with.
 */
export function disagreeingKeys(
  dialect: Dialect,
  relation: RelationPlan,
  event: EventPlan,
  prefix: string,
): Counted[] {
  const { oncePer, history: _, ...rest } = event;
  if (!oncePer) return [];
  const each: EventPlan = { ...rest, key: rowKey(event) };
  const { values, isNull } = onceKey(oncePer.key);
  const rows = derived(relationSql(dialect, variation(relation, each, values)), "each_row");
  const names = [...(event.variants ? ["event"] : []), ...values.map(({ name }) => name)].join(", ");
  const keys = select({ columns: [`distinct ${names}`], from: rows, where: [`not (${isNull})`] });
  const kept = relationSql(dialect, variation(relation, { ...each, oncePer }));
  return [
    {
      name: `${prefix}_all`,
      columns: { [`${prefix}_keys`]: "count(*)" },
      from: derived(keys, "once_keys"),
    },
    {
      name: `${prefix}_agreed`,
      columns: { [`${prefix}_kept`]: "count(*)" },
      from: derived(kept, "kept_rows"),
    },
  ];
}

function withoutOnceKey(
  dialect: Dialect,
  relation: RelationPlan,
  event: EventPlan,
  key: readonly TypedSql[],
): Counted {
  const { values, isNull } = onceKey(key);
  return {
    name: "once",
    columns: { once_before: "count(*)", once_null: countIf(isNull) },
    from: derived(relationSql(dialect, variation(relation, event, values)), "once_per"),
  };
}

/** The columns that are declared, by the names that they have in the relation. */
export function declaredColumns(
  relation: RelationPlan,
  { revenue, currency, link }: EventPlan,
  loadedAt: boolean,
): string[] {
  return [
    ...relation.entities.map(entityColumn),
    ...relation.properties.map(({ name }) => name),
    ...(revenue ? ["revenue"] : []),
    ...(currency ? [currencyColumn] : []),
    ...(link ? ["link"] : []),
    ...(loadedAt ? ["loaded_at"] : []),
  ];
}

/** The events of the window: how many ids they have, which of them repeat, and which columns have any value. */
function finalCounts(dialect: Dialect, relation: RelationPlan, event: EventPlan): Counted {
  const { limit: _, ...window } = relation.window;
  const filled = declaredColumns(
    relation,
    event,
    relation.scans.some(({ loadedAt }) => loadedAt !== undefined),
  );
  const isNullKey =
    event.key.length > 1 ? `one_key = '${event.key.map(() => "~").join("|")}'` : "one_key is null";
  const values = filled.map(
    (name, at) => [`filled_${at + 1}`, `count(${identifier(dialect, name)})`] as const,
  );
  return idCounts(relationSql(dialect, { ...relation, window }), "event_id", {
    ofId: { one_key: "min(source_key)", ...Object.fromEntries(values) },
    ofAll: {
      repeated_key: "min(case when same_rows > 1 then one_key end)",
      ...(!event.oncePer && { null_keys: `sum(case when ${isNullKey} then same_rows end)` }),
      ...Object.fromEntries(values.map(([name]) => [`${name}_rows`, `sum(${name})`] as const)),
    },
  });
}
