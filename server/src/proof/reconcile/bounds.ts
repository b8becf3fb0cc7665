/** Which periods of an event and a query can be compared. */

import { momentOfClock } from "../../sql/zones.ts";
import { following, type Period, periodAt } from "../rows/calendar.ts";

/** Periods by their first days. */
export interface Bounds {
  /** The first one that is compared; absent for all that there are. */
  readonly first?: string;
  /** The one after the last that is compared. */
  readonly end: string;
  /** The one that has not ended by now. */
  readonly running: string;
}

interface Moments {
  /** ISO 8601 in UTC, as those of the window. */
  readonly now: string;
  readonly window: { readonly since?: string; readonly until?: string };
  readonly zone: string;
}

/** Whole periods inside the window, that have ended by now. */
export function boundsOf(per: Exclude<Period, "hour">, { now, window, zone }: Moments): Bounds {
  const { since, until } = window;
  const running = Date.parse(now);
  const end = until === undefined ? running : Math.min(running, Date.parse(until));
  return {
    ...(since !== undefined && { first: firstFrom(Date.parse(since), per, zone) }),
    end: periodAt(end, per, zone),
    running: periodAt(running, per, zone),
  };
}

function firstFrom(moment: number, per: Exclude<Period, "hour">, zone: string): string {
  const period = periodAt(moment, per, zone);
  return momentOfClock(zone, Date.parse(period)) === moment ? period : following(period, per);
}
