/** Which events and parameters a GA4 property has, out of rows of its export. https://support.google.com/analytics/answer/7029846 */
import { listOf, mapOf, textOf } from "../../document/json.ts";

/** Where a parameter's values stand: `value.string_value`, `value.int_value`, `value.double_value` or `value.float_value`. */
const valueFields = ["string", "int", "double", "float"] as const;
export type ValueField = (typeof valueFields)[number];

export interface Ga4Event {
  readonly name: string;
  /** By the parameters' keys, in order. */
  readonly parameters: ReadonlyMap<string, ReadonlySet<ValueField>>;
}

/**
 * In: rows as BigQuery writes them in JSON, of one of two kinds: events with their `event_params`, or one for each `event_name`, `key`
 * and `type`. Out: events by name; `undefined` where no row names one.
 */
export function readGa4(rows: readonly unknown[]): readonly Ga4Event[] | undefined {
  const events = new Map<string, Map<string, Set<ValueField>>>();
  for (const row of listOf(rows)) {
    const name = textOf(row.event_name);
    if (name === undefined) continue;
    const parameters = events.get(name) ?? new Map<string, Set<ValueField>>();
    events.set(name, parameters);
    for (const [key, field] of [...parametersOf(row.event_params), ...parameterOf(row)])
      parameters.set(key, new Set([...(parameters.get(key) ?? []), ...(field ? [field] : [])]));
  }
  if (events.size === 0) return undefined;
  const byName = (one: [string, unknown], other: [string, unknown]) => (one[0] < other[0] ? -1 : 1);
  return [...events]
    .sort(byName)
    .map(([name, parameters]) => ({ name, parameters: new Map([...parameters].sort(byName)) }));
}

type Parameter = readonly [key: string, field: ValueField | undefined];

function parametersOf(list: unknown): Parameter[] {
  return listOf(list).flatMap(({ key, value }): Parameter[] => {
    const name = textOf(key);
    const values = mapOf(value);
    const field = valueFields.find((one) => (values[`${one}_value`] ?? null) !== null);
    return name === undefined ? [] : [[name, field]];
  });
}

function parameterOf({ key, type }: Readonly<Record<string, unknown>>): Parameter[] {
  const name = textOf(key);
  const field = valueFields.find((one) => type === one || type === `${one}_value`);
  return name === undefined ? [] : [[name, field]];
}
