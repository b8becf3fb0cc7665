/** Finds files by pattern: `*` and `?` inside a name, `**` for any folders. Names that begin with a dot are passed over. */
import { readdir } from "node:fs/promises";
import { isAbsolute, join, normalize, sep } from "node:path";
import { matchesPath } from "../../../document/wildcards.ts";

/** Whether a path names many files. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** Absolute paths of the files below `root` that match, in the order of their names. */
export async function findFiles(root: string, pattern: string): Promise<string[]> {
  const segments = normalize(pattern).split(sep);
  const found = new Set<string>();
  await walk(fixedFolder(root, pattern), segments.slice(segments.findIndex(isPattern)), found);
  return [...found].sort();
}

/** The folder that a pattern names before its first segment with a `*` or `?`. */
export function fixedFolder(root: string, pattern: string): string {
  const segments = normalize(pattern).split(sep);
  const fixed = segments.slice(0, segments.findIndex(isPattern));
  return isAbsolute(pattern) ? fixed.join(sep) || sep : join(root, ...fixed);
}

async function walk(folder: string, segments: readonly string[], found: Set<string>): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (segment === "**" && rest.length > 0) await walk(folder, rest, found);
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    // A link may lead to either; where it leads is judged by who asked for the files.
    const mayBeFolder = !entry.isFile();
    if (segment === "**") {
      if (entry.isDirectory()) await walk(path, segments, found);
      else if (rest.length === 0) found.add(path);
    } else if (matchesPath(segment, entry.name)) {
      if (rest.length === 0 && !entry.isDirectory()) found.add(path);
      else if (rest.length > 0 && mayBeFolder) await walk(path, rest, found);
    }
  }
}
