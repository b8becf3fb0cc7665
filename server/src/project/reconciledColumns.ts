/** Which columns of a reconciliation's query hold the number, its period and its key. */
import type { Reconciliation } from "../spec/types.ts";

export interface ReconciledColumns {
  /** Names as the query gives them. */
  readonly period?: string;
  readonly key?: string;
  /** `value`, or the only other one; absent where each row of a query with a key counts as one. */
  readonly value?: string;
  /** Names of the columns that it would have to give, too. */
  readonly missing: readonly string[];
}

/** In: the names of the columns that the query gives, compared without regard to case as engines do. */
export function reconciledColumns(
  { per, key, measure }: Reconciliation,
  given: readonly string[],
): ReconciledColumns {
  const named = (wanted: string | undefined): string | undefined =>
    given.find((name) => name.toLowerCase() === wanted?.toLowerCase());
  const [period, keyColumn] = [named(per?.value), named(key?.value)];
  const others = given.filter((name) => name !== period && name !== keyColumn);
  const value = named("value") ?? (others.length === 1 ? others[0] : undefined);
  const countsRows = key !== undefined && measure.kind === "count" && others.length === 0;
  return {
    ...(period !== undefined && { period }),
    ...(keyColumn !== undefined && { key: keyColumn }),
    ...(value !== undefined && { value }),
    missing: [
      ...(per && period === undefined ? [per.value] : []),
      ...(key && keyColumn === undefined ? [key.value] : []),
      ...(value === undefined && !countsRows ? ["value"] : []),
    ],
  };
}
