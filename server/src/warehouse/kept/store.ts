/** A folder of texts by name, for this user alone. Whatever goes wrong with it is noted, and costs nothing but time. */
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Store {
  /** `undefined` where nothing is kept under the name, or can't be trusted. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

export interface StoreLimits {
  /** Of all files. What was not used for longest goes first. */
  readonly bytes: number;
  readonly files: number;
}

const usualLimits: StoreLimits = { bytes: 64 * 1024 ** 2, files: 200 };
const largestFile = 32 * 1024 ** 2;
/** When a file that is read is marked as used again, in milliseconds. */
const markMs = 24 * 60 * 60 * 1000;
/** What a writer that was ended left behind is this old, in milliseconds. */
const abandonedMs = 60 * 60 * 1000;

/** In: the folder, which is made when something is written; and who is told what went wrong, as a sentence. */
export function createStore(
  folder: string,
  note: (trouble: string) => void,
  limits: StoreLimits = usualLimits,
): Store {
  const noting = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      note(
        `Kept answers in ${folder} are not used: ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
  };
  return {
    read: (name) => noting(() => readOwnFile(join(folder, name))),
    async write(name, text) {
      await noting(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        refuseOthers(await lstat(folder), "the folder");
        await writeWhole(join(folder, name), text);
        await trim(folder, name, limits);
      });
    },
  };
}

/** Only what this user wrote and nobody else may write or read. Links are not followed. */
async function readOwnFile(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const facts = await file.stat();
    refuseOthers(facts, "a file");
    if (!facts.isFile() || facts.size > largestFile)
      throw new Error("there is something else in place of a file");
    const text = await file.readFile("utf8");
    // A folder that can't be written to is read all the same.
    const now = new Date();
    if (now.getTime() - facts.mtimeMs > markMs) await utimes(path, now, now).catch(() => undefined);
    return text;
  } finally {
    await file.close();
  }
}

/** Windows has no such modes; there the folder lies in the user's own profile. */
function refuseOthers({ uid, mode }: { readonly uid: number; readonly mode: number }, what: string): void {
  if (process.getuid === undefined) return;
  if (uid !== process.getuid() || (mode & 0o077) !== 0) throw new Error(`${what} is not this user's alone`);
}

/** At once or not at all, however many write. */
async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  try {
    await writeFile(unfinished, text, { flag: "wx", mode: 0o600 });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function trim(folder: string, newest: string, limits: StoreLimits): Promise<void> {
  const looked = (await readdir(folder)).map(async (name) => {
    const facts = await stat(join(folder, name)).catch(() => undefined);
    return facts?.isFile() ? [{ name, bytes: facts.size, used: facts.mtimeMs }] : [];
  });
  const files = (await Promise.all(looked)).flat().sort((a, b) => b.used - a.used);
  let [bytes, count] = [0, 0];
  for (const file of files) {
    bytes += file.bytes;
    count += 1;
    const isAbandoned = file.name.endsWith(".unfinished") && Date.now() - file.used > abandonedMs;
    const isTooMuch = (bytes > limits.bytes || count > limits.files) && file.name !== newest;
    if (isAbandoned || isTooMuch) await rm(join(folder, file.name), { force: true });
  }
}
