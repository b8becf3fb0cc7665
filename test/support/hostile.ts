/** What a hostile suite is: it makes attempts, and says of each what it did that nothing may do. `test/hostile/run.ts` runs them. */

export interface HostileRun {
  /** `small` is what every test run does: seconds, without a database server. */
  readonly size: "small" | "full";
  /** The same seed makes the same attempts. */
  readonly seed: number;
  /** How many attempts of each kind; absent: as many as the suite finds right for the size. */
  readonly count?: number;
}

export interface Attempt {
  /** What it is counted with: an engine, a key, a kind of damage. */
  readonly group: string;
  /** What was tried, shown in one line. */
  readonly tried: string;
  /** How it ended where that was well: refused, run without harm, … Counted in the summary. */
  readonly ended: string;
  /** What it did that it must not; absent: nothing. */
  readonly gotThrough?: string;
}

/** One file `test/hostile/*.hostile.ts` exports one as `suite`. */
export interface HostileSuite {
  /** What is tried, in a few words. */
  readonly title: string;
  /** It needs a server, so that a small run leaves it out. */
  readonly onlyFull?: true;
  /** Why it can't be tried here; a full run without it is no success in CI. */
  missing?(): Promise<string | undefined>;
  /** How many attempts are a whole run, for a suite that could try any number. */
  readonly wholeFrom?: number;
  attempts(run: HostileRun): AsyncIterable<Attempt>;
}
