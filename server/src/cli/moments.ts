/** The moment of a run and its window, as options say. */
import type { Window } from "../sql/types.ts";
import { readMoment, readWindow } from "../tasks/moments.ts";
import { usageError } from "./commandError.ts";

export interface MomentOptions {
  readonly now?: string;
  readonly since?: string;
  readonly until?: string;
}

export interface RunMoments {
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly window: Pick<Window, "since" | "until">;
}

/** In: also the zone of times without an offset. Throws a usage error for what can't be read. */
export function runMoments(options: MomentOptions, zone: string): RunMoments {
  const clock = new Date();
  const read =
    options.now === undefined ? clock.toISOString() : readMoment(options.now, { now: clock, zone });
  if (read === undefined)
    throw usageError(
      `--now can't be read: ${JSON.stringify(options.now)}.`,
      "It takes 2025-01-31 or 2025-01-31T18:00.",
    );
  const names = { since: "--since", until: "--until" };
  const window = readWindow(options, names, { now: new Date(read), zone });
  if ("problem" in window) throw usageError(window.problem, window.hint);
  return { now: read, window: window.window };
}
