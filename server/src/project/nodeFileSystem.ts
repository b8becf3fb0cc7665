import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { FileSystem } from "./types.ts";

/** Folders that hold other people's files, or what tools wrote. */
const skippedFolders = new Set(["node_modules", ".git", "target", "dbt_packages", ".venv", "venv", "dist"]);

/** How many folders are listed at once: enough to hide latency, few enough for any limit on open files. */
const parallelListings = 32;

/** The disk. Files and folders that may not be read are treated as absent; links to folders are followed once. */
export function nodeFileSystem(): FileSystem {
  return {
    async readText(path) {
      try {
        return await readFile(path, "utf8");
      } catch {
        return undefined;
      }
    },
    async listFiles(folder, matches) {
      const found: string[] = [];
      const seen = new Set<string>();
      let waiting = [folder];
      while (waiting.length > 0) {
        const batch = waiting.slice(0, parallelListings);
        const below = await Promise.all(batch.map((path) => listFolder(path, matches, seen, found)));
        waiting = [...waiting.slice(parallelListings), ...below.flat()];
      }
      return found.sort();
    },
  };
}

/** Adds a folder's matching files to `found` and returns the folders in it. */
async function listFolder(
  folder: string,
  matches: (name: string) => boolean,
  seen: Set<string>,
  found: string[],
): Promise<string[]> {
  const folders: string[] = [];
  try {
    const real = await realpath(folder);
    if (seen.has(real)) return [];
    seen.add(real);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() || (entry.isSymbolicLink() && !matches(entry.name))) {
        if (!skippedFolders.has(entry.name)) folders.push(path);
      } else if (matches(entry.name)) found.push(path);
    }
  } catch {
    return [];
  }
  return folders;
}

/** Open buffers over another file system: what is in `buffers` (absolute path → text) wins over the disk. */
export function overlayFileSystem(base: FileSystem, buffers: ReadonlyMap<string, string>): FileSystem {
  return {
    async readText(path) {
      return buffers.get(path) ?? (await base.readText(path));
    },
    async listFiles(folder, matches) {
      const onDisk = await base.listFiles(folder, matches);
      const open = [...buffers.keys()].filter((path) => {
        const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
        return path.startsWith(join(folder, "/")) && matches(name);
      });
      return [...new Set([...onDisk, ...open])].sort();
    },
  };
}
