/** Whether a query may run without being confirmed, by what it would read. */
import type { Connection, Estimate } from "./types.ts";

export type CostVerdict =
  | {
      readonly allowed: true;
      /** Absent where nothing was asked: nothing limits the query, or the engine runs on this machine. */
      readonly estimate?: Estimate;
    }
  /** The query would read more than allowed, or is billed and can not be estimated. */
  | {
      readonly allowed: false;
      readonly estimate: Estimate;
      /** Why it may not run, for people. */
      readonly reason: string;
    };

/**
 * Compares what a query would read with `maxBytes`, the connection's `max_bytes`. An engine that runs on this machine is
 * not asked; nor is one when there is no limit. An estimate that can't be had does not stop a query that is not billed; one
 * that is billed then needs to be confirmed. Rejects with `WarehouseError` when the query itself is wrong.
 */
export async function costGuard(
  connection: Connection,
  sql: string,
  maxBytes: number | undefined,
  signal: AbortSignal,
): Promise<CostVerdict> {
  const { embedded, estimate: canEstimate } = connection.capabilities;
  if (maxBytes === undefined || embedded || !canEstimate) return { allowed: true };
  const estimate = await connection.estimate(sql, signal);
  if (estimate.bytes === undefined) {
    if (!estimate.billed) return { allowed: true, estimate };
    return { allowed: false, estimate, reason: "What the query would read can't be told in advance." };
  }
  if (estimate.bytes <= maxBytes) return { allowed: true, estimate };
  const reason = `The query would read ${bytesText(estimate.bytes)}; the connection "${connection.name}" allows ${bytesText(maxBytes)} (max_bytes).`;
  return { allowed: false, estimate, reason };
}

/** Decimal units, as warehouses bill them: `1.5 GB`. */
export function bytesText(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : Math.round(value * 10) / 10} ${units[power]}`;
}
