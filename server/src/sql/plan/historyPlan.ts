/** From when, and until when, there are events. */
import type { Period } from "../../spec/historyTypes.ts";

/** Every `since` must have come, and no `until`. */
export interface HistoryPlan {
  readonly since: readonly BoundPlan[];
  readonly until: readonly BoundPlan[];
}

/** A moment, or one that the run's moment tells by the clock of a zone. */
export type BoundPlan =
  | { readonly moment: string }
  | {
      readonly ago: Period;
      /** Counted from the midnight before the run's moment. */
      readonly fromMidnight: boolean;
      readonly timezone: string;
    };
