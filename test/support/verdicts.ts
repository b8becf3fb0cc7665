import type { CheckResult } from "../../server/src/proof/results.ts";

/** Status and number of failing rows of the results that are wanted, by their names. */
export function verdictsOf(
  results: ReadonlyMap<string, CheckResult>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(wanted).map((name) => {
      const result = results.get(name);
      return [name, result && [result.status, ...(result.failing === undefined ? [] : [result.failing])]];
    }),
  );
}
