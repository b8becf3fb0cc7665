import { ladder, type Verdict } from "./types.ts";

/** What is known of several texts together: as much as of the one that is known to be most different. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  const refuted = verdicts.find(({ step }) => step === "refuted");
  if (refuted) return refuted;
  const [first = { step: "same tokens" } satisfies Verdict, ...others] = verdicts;
  return others.reduce<Verdict>(
    (worst, one) => (ladder.indexOf(one.step) > ladder.indexOf(worst.step) ? one : worst),
    first,
  );
}
