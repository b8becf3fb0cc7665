import type { Verdict } from "../../proof/results.ts";
import type { WarehouseError } from "../../warehouse/types.ts";

/** A check that could not be run. */
export function errorVerdict({ message }: WarehouseError, sql?: string): Verdict {
  return { status: "error", message, ...(sql !== undefined && { sql }) };
}
