/** Finds files by pattern: `*` and `?` inside a name, `**` for any folders. Names that begin with a dot are passed over. */
import type { Dirent } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { isAbsolute, join, normalize, sep } from "node:path";
import { matchesPath } from "../../../document/wildcards.ts";
import { isBelow } from "../../../project/ownFiles.ts";
import { KeyFault } from "./fileOptions.ts";

/** Whether a path names many files. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** Entries of folders that are looked at for one pattern: more are no data of a project. */
const mostEntries = 200_000;

/**
 * Absolute paths of the files below `root` that match, in the order of their names. Throws a `KeyFault` where a pattern leads
 * outside of `root`, before anything is looked at, and where there is too much to look at.
 */
export async function findFiles(root: string, pattern: string): Promise<string[]> {
  const base = fixedFolder(root, pattern);
  const segments = normalize(pattern).split(sep);
  // Behind the first `*` a `..` would lead anywhere.
  if (!isBelow(root, base) || segments.includes(".."))
    throw new KeyFault(`It leads outside the project: ${pattern}`);
  const rest = segments.slice(segments.findIndex(isPattern));
  const walk: Walk = { root, pattern, left: mostEntries, seen: new Set(), found: new Set() };
  await visit(
    walk,
    base,
    rest.filter((segment, at) => segment !== "**" || rest[at - 1] !== "**"),
  );
  return [...walk.found].sort();
}

/** The folder that a pattern names before its first segment with a `*` or `?`. */
export function fixedFolder(root: string, pattern: string): string {
  const segments = normalize(pattern).split(sep);
  const fixed = segments.slice(0, segments.findIndex(isPattern));
  return isAbsolute(pattern) ? fixed.join(sep) || sep : join(root, ...fixed);
}

interface Walk {
  readonly root: string;
  readonly pattern: string;
  /** Entries that may still be looked at. */
  left: number;
  /** Folders with the rest of the pattern that was tried in them: several `**` lead to one folder in many ways. */
  readonly seen: Set<string>;
  readonly found: Set<string>;
}

/** `real`: where a folder really is, which may be reached by links in any number of ways. */
async function visit(walk: Walk, folder: string, segments: readonly string[], real = folder): Promise<void> {
  const [segment, ...rest] = segments;
  const place = `${segments.length} ${real}`;
  if (segment === undefined || walk.seen.has(place)) return;
  walk.seen.add(place);
  if (segment === "**" && rest.length > 0) await visit(walk, folder, rest, real);
  for (const entry of await entriesOf(walk, folder)) {
    const path = join(folder, entry.name);
    if (segment === "**") {
      if (entry.isDirectory()) await visit(walk, path, segments, join(real, entry.name));
      else if (rest.length === 0) walk.found.add(path);
    } else if (matchesPath(segment, entry.name)) {
      // A link may lead to a file; where it leads is judged by who asked for the files.
      if (rest.length === 0 && !entry.isDirectory()) walk.found.add(path);
      else if (rest.length > 0) {
        const inside = entry.isDirectory() ? join(real, entry.name) : await leadsInside(walk, entry, path);
        if (inside !== undefined) await visit(walk, path, rest, inside);
      }
    }
  }
}

async function entriesOf(walk: Walk, folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  walk.left -= entries.length;
  if (walk.left < 0) throw new KeyFault(`Too many files lie where it looks: ${walk.pattern}`);
  return entries.filter(({ name }) => !name.startsWith("."));
}

/** The folder that a link leads to, inside the root. */
async function leadsInside({ root }: Walk, entry: Dirent, path: string): Promise<string | undefined> {
  const real = entry.isSymbolicLink() ? await realpath(path).catch(() => undefined) : undefined;
  return real !== undefined && isBelow(root, real) ? real : undefined;
}
