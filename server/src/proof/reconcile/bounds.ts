/** Which periods of an event and a query can be compared. */

import { momentOfClock } from "../../sql/zones.ts";
import { following, type Period, periodAt } from "../rows/calendar.ts";

/** Days: the first one of the first period, absent for all that there are, and the one after the last period. */
export interface Bounds {
  readonly first?: string;
  readonly end: string;
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
  const end = Math.min(Date.parse(now), until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until));
  return {
    ...(since !== undefined && { first: firstFrom(Date.parse(since), per, zone) }),
    end: periodAt(end, per, zone),
  };
}

function firstFrom(moment: number, per: Exclude<Period, "hour">, zone: string): string {
  const period = periodAt(moment, per, zone);
  return momentOfClock(zone, Date.parse(period)) === moment ? period : following(period, per);
}
