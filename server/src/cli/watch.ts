/** Does something again whenever files of some folders change. */
import { watch } from "node:fs/promises";
import { isSkipped } from "../project/nodeFileSystem.ts";
import { usageError } from "./commandError.ts";

/** Editors write a file in several steps, and tools write many at once. */
const calmMs = 100;

/**
 * Runs at once, and after each change below the folders, one run after the other, until the signal is aborted. Out: what the last run gave.
 * In: folders, absolute; told before each further run which file has changed, relative to its folder.
 */
export async function watching<T>(
  folders: readonly string[],
  run: (changed: string | undefined) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const changes = changesIn(folders, signal);
  let last = await run(undefined);
  for (let changed = await changes.next(); changed !== undefined; changed = await changes.next())
    last = await run(changed);
  return last;
}

/** Collects changes from now on; `next` gives one of those since the last, when they have calmed down, or `undefined` at the end. */
function changesIn(folders: readonly string[], signal: AbortSignal): { next(): Promise<string | undefined> } {
  let changed: string | undefined;
  let wake: (() => void) | undefined;
  const follow = async (folder: string): Promise<void> => {
    try {
      for await (const { filename } of watch(folder, { recursive: true, signal })) {
        const name = filename?.replaceAll("\\", "/");
        if (name === undefined || isSkipped(`${name}/`) || name.endsWith(".tmp")) continue;
        changed = name;
        wake?.();
      }
    } catch (error) {
      if (!signal.aborted)
        throw usageError(`Changes can't be followed: ${error instanceof Error ? error.message : error}.`);
    }
  };
  const following = Promise.all(folders.map(follow));
  return {
    async next() {
      while (changed === undefined && !signal.aborted)
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), following]);
      if (signal.aborted) return undefined;
      await new Promise((resolve) => setTimeout(resolve, calmMs));
      const found = changed;
      changed = undefined;
      return found;
    },
  };
}
