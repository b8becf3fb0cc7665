/** Long work that can be interrupted: it yields where it may rest, and returns what came of it. */
export type InSteps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export function atOnce<T>(work: InSteps<T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
