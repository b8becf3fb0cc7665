import type { DialectName } from "../types.ts";
import { readQuery } from "./smallReader.ts";
import { structureOf } from "./structure.ts";

/** The columns that a query gives, as far as its select list tells them to the small reader; `undefined` where it doesn't. */
export function queryOutputs(query: string, dialect: DialectName): readonly string[] | undefined {
  const structure = structureOf(query, dialect);
  return structure.tooDeep ? undefined : readQuery(structure)?.outputs;
}
