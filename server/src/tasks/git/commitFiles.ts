/** Files of a commit: their names and hashes at once, their texts as far as they are asked for. Nothing is checked out. */
import { createHash } from "node:crypto";
import { type Git, gitIn } from "./git.ts";

export interface CommitFile {
  /** Relative to the folder that was asked about, with `/`. */
  readonly path: string;
  /** Of git: see `hashOf`. */
  readonly hash: string;
}

/** Plain files below a folder of the repository; `undefined` where git refuses. In: the folder from the root of the repository, with `/` at its end, or empty. */
export async function filesAt(git: Git, commit: string, folder: string): Promise<CommitFile[] | undefined> {
  const listed = await git([
    "ls-tree",
    "-r",
    "-z",
    "--full-tree",
    commit,
    ...(folder === "" ? [] : ["--", folder]),
  ]);
  if (!listed.ok) return undefined;
  return listed.text.split("\0").flatMap((line) => {
    const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    // 120000: a link, which leads elsewhere.
    return mode === undefined || mode === "120000" || hash === undefined || !path?.startsWith(folder)
      ? []
      : [{ path: path.slice(folder.length), hash }];
  });
}

/** What git calls a file of this text, so that equal files need not be read; of the length of `like`, a hash of the same repository. */
export function hashOf(text: string, like: string): string {
  const bytes = Buffer.from(text, "utf8");
  const hash = createHash(like.length > 40 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** A text longer than this is none that people write. */
const longest = 16 * 1024 * 1024;

/** The texts of files, by their hashes, read by one process; what is too long or can't be read is left out. */
export async function textsOf(
  folder: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (hashes.length === 0) return texts;
  const { ok, text } = await gitIn(folder, "latin1")(["cat-file", "--batch"], `${hashes.join("\n")}\n`);
  if (!ok) return texts;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const [, hash, size] = /^([0-9a-f]+) blob (\d+)$/.exec(text.slice(at, end < 0 ? text.length : end)) ?? [];
    if (end < 0) break;
    at = end + 1;
    if (hash === undefined) continue;
    const length = Number(size);
    if (length <= longest)
      texts.set(hash, Buffer.from(text.slice(at, at + length), "latin1").toString("utf8"));
    at += length + 1;
  }
  return texts;
}
