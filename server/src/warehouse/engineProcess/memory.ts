/** How much memory the engine's process may take. */
import { totalmem } from "node:os";
import { parseBytes } from "../../spec/values.ts";

const gib = 1024 ** 3;

/** Of the whole process, in bytes: what `EVENTSPEC_ENGINE_MEMORY` says, such as `2 GB`; else half of the machine's, 1 to 4 GiB. */
export function memoryLimit(said: string | undefined = process.env.EVENTSPEC_ENGINE_MEMORY): number {
  const usual = Math.max(1, Math.min(4, Math.floor(totalmem() / 2 / gib))) * gib;
  const wanted = said === undefined ? undefined : parseBytes(said);
  return wanted === undefined ? usual : Math.max(wanted, leastBytes);
}

/** Less than this does not even start. */
const leastBytes = 256 * 1024 ** 2;

/** What DuckDB may take of it: it does not count all that it allocates, and its answers are made in the same process. */
export function engineShare(memoryBytes: number): number {
  return Math.floor(memoryBytes * 0.75);
}

export function memoryInWords(bytes: number): string {
  return bytes >= gib ? `${Math.round((bytes / gib) * 10) / 10} GiB` : `${Math.round(bytes / 1024 ** 2)} MiB`;
}
