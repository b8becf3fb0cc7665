import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { harmlessLine } from "../document/harmless.ts";
import { type CommandError, usageError } from "./commandError.ts";

/**
 * Writes a file, and the folders above it, in whole or not at all: what stood there stays when the disk is full. Rejects with
 * a `CommandError` that says why it could not be written. A link is replaced, not followed.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, text, { flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw unwritable(path, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk's quota is used up",
  EACCES: "there is no permission to write there",
  EPERM: "there is no permission to write there",
  EROFS: "the disk can only be read",
  ENOTDIR: "a file stands where a folder is needed",
  EEXIST: "a file stands where a folder is needed",
  EISDIR: "a folder stands in its place",
};

function unwritable(path: string, error: unknown): CommandError {
  const reason = whyUnwritable(error);
  if (reason === undefined) throw error;
  return usageError(
    `${harmlessLine(basename(path))} can't be written: ${reason}.`,
    `Nothing of ${harmlessLine(path)} was changed.`,
  );
}

/** What the system says of a failure to write, for people; `undefined` for what is no such failure. */
export function whyUnwritable(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return code === undefined ? undefined : (reasons[code] ?? code);
}
