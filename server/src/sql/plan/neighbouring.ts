/** Which values of an event speak of its other rows. */
import type { EventPlan, TypedSql, ValuePlan, VariantsPlan } from "./plan.ts";

/** What an event's rows are made of once it is known which there are. */
export type Made = Pick<EventPlan, "properties" | "revenue" | "currency" | "link" | "variants" | "oncePer">;

/** The SQL that is put together when the rows before and after are known; of names and of a `once_per` that speak of them, all parts. */
export function neighbouring(made: Made): TypedSql[] {
  const { properties, revenue, currency, link, variants, oncePer } = made;
  const all = currency ? [...properties, currency] : properties;
  const values = all.flatMap(({ value }) => ("sql" in value ? [value] : []));
  const alone = [...values, revenue, link].filter((sql) => sql?.neighbours === true);
  const names = variants ? variantSql(variants) : [];
  const keys = oncePer?.key ?? [];
  return [
    ...alone.filter((sql) => sql !== undefined),
    ...(names.some(isLater) ? names : []),
    ...(oncePer && keys.some(isLater) ? [...keys, ...oncePer.by.map(({ value }) => value)] : []),
  ];
}

const isLater = ({ neighbours }: TypedSql): boolean => neighbours === true;

/** What tells a row's name. */
function variantSql({ by, otherwise }: VariantsPlan): TypedSql[] {
  return typeof otherwise === "object" ? [by, otherwise.name] : [by];
}

/** The event with what a row tells by itself. */
export function ofItsRow(event: EventPlan): EventPlan {
  if (!event.sequence) return event;
  const { properties, revenue, currency, link, variants, oncePer, ...rest } = event;
  const later = new Set(neighbouring(event));
  const isLater = (sql: TypedSql | undefined) => sql === undefined || later.has(sql);
  return {
    ...rest,
    properties: properties.filter(({ value }) => !("sql" in value) || !later.has(value)),
    ...(revenue && !isLater(revenue) && { revenue }),
    ...(currency && !("sql" in currency.value && later.has(currency.value)) && { currency }),
    ...(link && !isLater(link) && { link }),
    ...(variants && !isLater(variants.by) && { variants }),
    ...(oncePer && !isLater(oncePer.key[0]) && { oncePer }),
  };
}

/** The event with each of these pieces of SQL changed. */
export function withNeighbours(event: EventPlan, change: (sql: TypedSql) => TypedSql): EventPlan {
  const later = new Set(neighbouring(event));
  const changed = (sql: TypedSql) => (later.has(sql) ? change(sql) : sql);
  const { properties, revenue, currency, link, variants, oncePer, ...rest } = event;
  const withValue = (one: ValuePlan) => ("sql" in one.value ? { ...one, value: changed(one.value) } : one);
  return {
    ...rest,
    properties: properties.map(withValue),
    ...(revenue && { revenue: changed(revenue) }),
    ...(currency && { currency: withValue(currency) }),
    ...(link && { link: changed(link) }),
    ...(variants && { variants: withNames(variants, changed) }),
    ...(oncePer && { oncePer: withKey(oncePer, changed) }),
  };
}

/** Whether a row left out of it would change another. */
export function dependsOnOthers({ sequence, changes, oncePer }: EventPlan): boolean {
  return sequence !== undefined || changes !== undefined || oncePer !== undefined;
}

function withNames(variants: VariantsPlan, change: (sql: TypedSql) => TypedSql): VariantsPlan {
  const { by, otherwise } = variants;
  const named = typeof otherwise === "object" ? { name: change(otherwise.name) } : otherwise;
  return { ...variants, by: change(by), otherwise: named };
}

function withKey(
  { key, by, ...rest }: NonNullable<EventPlan["oncePer"]>,
  change: (sql: TypedSql) => TypedSql,
): NonNullable<EventPlan["oncePer"]> {
  return { key: key.map(change), by: by.map((one) => ({ ...one, value: change(one.value) })), ...rest };
}
