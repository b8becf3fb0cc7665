/** How far back, and until when, there are events. */
import type { Located, Span } from "../document/types.ts";

/** By the calendar, whose months have no fixed length. */
export interface Period {
  readonly amount: number;
  readonly unit: "day" | "month";
}

/** A day or a time as written; or a day counted from the run's own. */
export type Bound = { readonly written: string } | { readonly daysAgo: number };

export interface History {
  readonly from?: Located<Bound>;
  readonly last?: Located<Period>;
  readonly until?: Located<Bound>;
  readonly span: Span;
}
