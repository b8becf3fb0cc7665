/** The moment of a run and its window, as options say. */
import type { Window } from "../sql/types.ts";
import { readNow, readWindow } from "../tasks/moments.ts";
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
  const read = readNow(options.now, "--now", zone);
  if ("problem" in read) throw usageError(read.problem, read.hint);
  const { now } = read;
  const names = { since: "--since", until: "--until" };
  const window = readWindow(options, names, { now: new Date(now), zone });
  if ("problem" in window) throw usageError(window.problem, window.hint);
  return { now, window: window.window };
}
