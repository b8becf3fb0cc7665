/** How far the clocks of two sides are apart. */
import type { Cell } from "../../warehouse/types.ts";
import { momentOf } from "../utc.ts";

/** Seconds that the tracked event is later: the middle, and what 5 % and 95 % are below. */
export interface ClockDifference {
  readonly pairs: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** In: pairs of times as text. */
export function clockDifference(rows: readonly (readonly Cell[])[]): ClockDifference | undefined {
  const seconds = rows
    .map(([own, other]) => (momentOf(String(other ?? "")) - momentOf(String(own ?? ""))) / 1000)
    .filter((difference) => !Number.isNaN(difference))
    .sort((a, b) => a - b);
  if (seconds.length === 0) return undefined;
  const at = (share: number): number => quantile(seconds, share);
  return { pairs: seconds.length, low: at(0.05), middle: at(0.5), high: at(0.95) };
}

/** Between the two nearest, in proportion (Hyndman and Fan's type 7). In: sorted numbers, at least one. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}
