import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { readOwn } from "./ownFiles.ts";
import type { FileSystem } from "./types.ts";

/** Folders that hold other people's files, or what tools wrote. */
const skippedFolders = new Set(["node_modules", ".git", "target", "dbt_packages", ".venv", "venv", "dist"]);

/** Whether a path below the project's root leads through such a folder. */
export function isSkipped(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((folder) => skippedFolders.has(folder));
}

/** How many folders are listed at once: enough to hide latency, few enough for any limit on open files. */
const parallelListings = 32;

/**
 * The disk. Files and folders that may not be read are treated as absent. Links to folders are not followed (what they
 * point at is found at its own place, or belongs to somebody else), and links to files only where they stay in the folder.
 */
export function nodeFileSystem(): FileSystem {
  return {
    async readText(path, limits) {
      const read = await readOwn(path, limits);
      if (read === undefined || Buffer.isBuffer(read)) return read?.toString("utf8");
      limits?.unread?.(read.why);
      return undefined;
    },
    async listFiles(folder, matches) {
      const found: string[] = [];
      const links: string[] = [];
      let waiting = [folder];
      while (waiting.length > 0) {
        const batch = waiting.slice(0, parallelListings);
        const below = await Promise.all(batch.map((path) => listFolder(path, matches, found, links)));
        waiting = [...waiting.slice(parallelListings), ...below.flat()];
      }
      const inside = await Promise.all(links.map((path) => pointsInto(folder, path)));
      return [...found, ...links.filter((_, index) => inside[index])].sort();
    },
  };
}

/** Adds a folder's matching files to `found`, and matching links to `links`; returns the folders in it. */
async function listFolder(
  folder: string,
  matches: (name: string) => boolean,
  found: string[],
  links: string[],
): Promise<string[]> {
  const folders: string[] = [];
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name)) folders.push(path);
      } else if (matches(entry.name)) {
        if (entry.isSymbolicLink()) links.push(path);
        else if (entry.isFile()) found.push(path);
      }
    }
  } catch {
    return [];
  }
  return folders;
}

/** Whether a link leads to something in the folder. A specification from a pull request may not show other people's files. */
async function pointsInto(folder: string, link: string): Promise<boolean> {
  try {
    const [root, target] = await Promise.all([realpath(folder), realpath(link)]);
    return target.startsWith(join(root, sep)) && (await stat(target)).isFile();
  } catch {
    return false;
  }
}

/** Open buffers over another file system: what is in `buffers` (absolute path → text) wins over the disk. */
export function overlayFileSystem(base: FileSystem, buffers: ReadonlyMap<string, string>): FileSystem {
  return {
    async readText(path, limits) {
      return buffers.get(path) ?? (await base.readText(path, limits));
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
