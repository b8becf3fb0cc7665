import { InvalidArgumentError } from "commander";

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  /** `eventspec.yml` or a folder, relative to where the command runs. */
  readonly project?: string;
  readonly connection?: string;
  readonly quiet?: boolean;
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
