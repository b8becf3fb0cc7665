import type { Verdict } from "../../proof/results.ts";
import { isOfConnection, type WarehouseError } from "../../warehouse/types.ts";

/** A check that could not be run. */
export function errorVerdict(error: WarehouseError, sql?: string): Verdict {
  return {
    ...{ status: "error", message: error.message },
    ...(isOfConnection(error) && { unconnected: true }),
    ...(sql !== undefined && { sql }),
  };
}
