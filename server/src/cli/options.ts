import { InvalidArgumentError, Option } from "commander";

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  /** `eventspec.yml` or a folder, relative to where the command runs. */
  readonly project?: string;
  readonly connection?: string;
  readonly quiet?: boolean;
  /** False: what an embedded engine said before is not used, nor kept. */
  readonly cache?: boolean;
}

/** Reads a whole number from `low` to `high` for an option. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < low || number > high) {
      throw new InvalidArgumentError(`It takes a whole number from ${low} to ${high}.`);
    }
    return number;
  };
}

/** The first format is the usual one. */
export const format = (...choices: readonly string[]): Option =>
  new Option("--format <format>", "how to write the result").choices(choices).default(choices[0]);

/** In: what holds without it, for people. */
export const since = (otherwise = ""): Option =>
  new Option(
    "--since <moment>",
    `only events from then on: 2025-01-31, yesterday, 7d, '3 months'${otherwise}`,
  );

export const until = (): Option =>
  new Option("--until <moment>", "only events before then, written in the same way");

/** In: what holds without it, for people. */
export const now = (otherwise = "the clock"): Option =>
  new Option("--now <moment>", `the moment of the run, written in the same way (default: ${otherwise})`);

/** In: the usual number of seconds. */
export const timeout = (seconds: number): Option =>
  new Option("--timeout <seconds>", "cancel a query after this long")
    .argParser(wholeNumber(1, 86_400))
    .default(seconds);

export const confirmed = (): Option =>
  new Option("--yes", "run queries although they would read more than the connection's max_bytes");
