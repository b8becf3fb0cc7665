/** How much memory the engine's process may take. */
import { totalmem } from "node:os";
import { parseBytes } from "../../spec/values.ts";
import { WarehouseError } from "../types.ts";

const gib = 1024 ** 3;

const variable = "EVENTSPEC_ENGINE_MEMORY";
/** Less than this does not even start. */
const leastBytes = 256 * 1024 ** 2;

/**
 * Of the whole process, in bytes: what the environment variable says, such as `2 GB`; else half of the machine's, 1 to 4 GiB.
 * Throws a `settings` error where it says no amount, or too little.
 */
export function memoryLimit(said: string | undefined = process.env[variable]): number {
  if (!said) return Math.max(1, Math.min(4, Math.floor(totalmem() / 2 / gib))) * gib;
  const wanted = parseBytes(said);
  if (wanted !== undefined && wanted >= leastBytes) return wanted;
  throw new WarehouseError(
    "settings",
    `The environment variable ${variable} must be an amount of at least ${memoryInWords(leastBytes)}, such as \`2 GB\`.`,
  );
}

/** What is told of a question that took more. */
export function outOfMemory(memoryBytes: number): WarehouseError {
  return new WarehouseError(
    "limit",
    `The engine needed more than ${memoryInWords(memoryBytes)} of memory for this, its limit, and was stopped (${variable} sets another).`,
  );
}

/** What DuckDB may take of it: it does not count all that it allocates, and its answers are made in the same process. */
export function engineShare(memoryBytes: number): number {
  return Math.floor(memoryBytes * 0.75);
}

function memoryInWords(bytes: number): string {
  return bytes >= gib ? `${Math.round((bytes / gib) * 10) / 10} GiB` : `${Math.round(bytes / 1024 ** 2)} MiB`;
}
