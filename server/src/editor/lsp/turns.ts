/** Long work in turns, between which requests are answered. */
import type { InSteps } from "../../rules/steps.ts";

/** How long a turn may take, in milliseconds: less than a person notices. */
const turnMs = 30;

/** Does some work. Out: what came of it; `undefined` where it turned out between two turns that nobody wants it any more. */
export async function inTurns<T>(work: InSteps<T>, isWanted: () => boolean): Promise<T | undefined> {
  let began = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - began < turnMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (!isWanted()) return undefined;
    began = performance.now();
  }
}
