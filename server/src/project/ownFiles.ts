/**
 * Files that a project's texts name, or that bear a known name in its folder. A project may come from anybody: nothing outside of
 * it is read because of what it says, also not through a link, and nothing that is no plain file or has no end.
 */
import { close, constants, fstat, open, read } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { promisify } from "node:util";

export interface ReadLimits {
  /** Absolute folders, one of which must really hold the file; anywhere when absent. */
  readonly within?: readonly string[] | undefined;
  /** Bytes at most. */
  readonly most?: number;
}

/** Why something is not read, as the end of a sentence about it. */
export interface Unread {
  readonly why: string;
}

const mib = 1024 * 1024;
/** Nobody writes a specification, a catalog or a key of this size; dbt's artefacts grow with the warehouse. */
const largestText = 16 * mib;
export const largestArtifact = 512 * mib;

const calls = {
  open: promisify(open),
  stat: promisify(fstat),
  read: promisify(read),
  close: promisify(close),
};

/** The bytes of a plain file; `undefined` where there is none or it may not be read. */
export async function readOwn(
  path: string,
  { within, most = largestText }: ReadLimits = {},
): Promise<Buffer | Unread | undefined> {
  const outside = within && (await whyOutside(path, within));
  if (outside !== undefined) return { why: outside };
  let file: number | undefined;
  try {
    // Opening a pipe would wait for its writer.
    file = await calls.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await calls.stat(file);
    if (!facts.isFile()) return facts.isDirectory() ? undefined : { why: "is no plain file" };
    if (facts.size > most) return { why: tooLarge(facts.size, most) };
    return await wholeOf(file, facts.size, most);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) await calls.close(file);
  }
}

/** All of a file whose size is known; some, such as those of /proc, say that they are empty and are not. */
async function wholeOf(file: number, size: number, most: number): Promise<Buffer | Unread> {
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes === 0 || bytes !== size; ) {
    const part = Buffer.allocUnsafe(Math.max(size - bytes, 4096));
    const { bytesRead } = await calls.read(file, part, 0, part.length, null);
    if (bytesRead === 0) break;
    bytes += bytesRead;
    if (bytes > most) return { why: tooLarge(bytes, most) };
    parts.push(part.subarray(0, bytesRead));
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

function tooLarge(bytes: number, most: number): string {
  return `has ${Math.ceil(bytes / mib)} MB; ${Math.round(most / mib)} MB are read at most`;
}

/** Why a file may not be read, or opened by an engine: it, or what it leads to, lies in none of the folders, or is no plain file. */
export async function whyNotOwn(path: string, within: readonly string[]): Promise<string | undefined> {
  const outside = await whyOutside(path, within);
  if (outside !== undefined) return outside;
  const facts = await stat(path).catch(() => undefined);
  return facts && !facts.isFile() ? "is no plain file" : undefined;
}

async function whyOutside(path: string, within: readonly string[]): Promise<string | undefined> {
  try {
    const folders = await Promise.all(within.map((folder) => realpath(folder).catch(() => resolve(folder))));
    const real = await realOf(path);
    if (folders.some((folder) => isBelow(folder, real))) return undefined;
    return real === resolve(path) ? "lies outside of the project" : "leads outside of the project";
  } catch {
    return "is a link that leads nowhere";
  }
}

/** Where a path really leads; of what does not exist, where it would be. */
export async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    return join(await realOf(dirname(path)), path.slice(dirname(path).length));
  }
}

/** Whether a path, both resolved, is a folder or lies below it. */
export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The folder of the repository that holds a folder, or that folder itself: who may change the one may change the other. */
export async function repositoryOf(folder: string): Promise<string> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (await stat(join(at, ".git")).catch(() => undefined)) return at;
    if (dirname(at) === at) return folder;
  }
}
