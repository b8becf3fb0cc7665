/** A check of an event's rows as numbers to be counted, and the rows that break it. */
import type { Answer, Counted } from "../../sql/funnel/countedQuery.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import type { Series } from "./calendar.ts";

export type Granularity = "hour" | "day";

/** The numbers of an event's rows. */
export interface RowAnswer extends Pick<Answer, "number" | "text"> {
  readonly events: number;
  /** How many events there are in each hour or day that has any, by the clocks of the event's zone. */
  series(of: Granularity): Series;
}

export interface RowCheck {
  readonly check: Check;
  /** Aggregates over the event's rows, by names that no other check has. */
  readonly counts?: Readonly<Record<string, string>>;
  /** The same as text. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What is counted of something else than the rows as they are. */
  readonly tables?: readonly Counted[];
  /** Wants `RowAnswer.series`. */
  readonly per?: Granularity;
  /** A query over the event's tables that gives the rows that break it, the worst first, without a limit. */
  readonly failingRows?: string;
  /** How many rows that query gives in all, where they are not the failing ones themselves. */
  total?(answer: RowAnswer): number;
  read(answer: RowAnswer): Verdict;
}
