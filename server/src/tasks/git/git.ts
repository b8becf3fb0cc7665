/** Asking git about a folder. Nothing that a repository's own settings could start is started. */
import { execFile } from "node:child_process";

/** An answer of git's; empty where it refuses. */
interface GitAnswer {
  readonly ok: boolean;
  readonly text: string;
  /** What git says where it refuses. */
  readonly said: string;
  /** There is no git. */
  readonly missing: boolean;
}

/** In: arguments, and what git reads from its standard input. */
export type Git = (args: readonly string[], input?: string) => Promise<GitAnswer>;

/** Of one of git's answers. */
const mostBytes = 256 * 1024 * 1024;

/** `latin1`: each byte of its answers is one character. */
export function gitIn(folder: string, encoding: "utf8" | "latin1" = "utf8"): Git {
  const safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager"];
  return (args, input) =>
    new Promise((resolve) => {
      const child = execFile(
        "git",
        ["-C", folder, ...safe, ...args],
        { maxBuffer: mostBytes, encoding },
        (error, stdout, stderr) => {
          if (!error) resolve({ ok: true, text: stdout, said: "", missing: false });
          else resolve({ ok: false, text: "", said: stderr, missing: error.code === "ENOENT" });
        },
      );
      // Git may have left before it has read all of it.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input ?? "");
    });
}

/** The commit that a name stands for, as its hash; or why there is none, as a sentence with what to do. */
export async function commitOf(
  git: Git,
  reference: string,
): Promise<{ readonly hash: string } | { readonly reason: string; readonly hint?: string }> {
  const verify = (name: string) =>
    git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  const commit = await verify(reference);
  if (commit.ok) return { hash: commit.text.trim() };
  if (commit.missing) return { reason: "Git is not installed, so what has changed can't be told." };
  const inside = await git(["rev-parse", "--is-inside-work-tree"]);
  // A folder of somebody else's, which git does not read unless it is told to.
  if (/dubious ownership/.test(inside.said))
    return {
      reason: "The folder belongs to somebody else, so git does not read it.",
      hint: "Say that it is yours: `git config --global --add safe.directory FOLDER`.",
    };
  if (!inside.ok)
    return { reason: "This is no folder of a git repository, so there is nothing to compare with." };
  const reason = `Git knows no commit ${JSON.stringify(reference)} here.`;
  if (isShallow(await git(["rev-parse", "--is-shallow-repository"])))
    return {
      reason: `${reason} This clone is shallow: it holds only the newest commits.`,
      hint: "Fetch all of them: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab, or `git fetch --unshallow`.",
    };
  const remote = `origin/${reference}`;
  const known = !reference.includes("/") && (await verify(remote)).ok;
  return {
    reason,
    hint: known ? `Did you mean ${remote}?` : "`git branch -a` lists the names that it knows.",
  };
}

const isShallow = ({ ok, text }: GitAnswer): boolean => ok && text.trim() === "true";
