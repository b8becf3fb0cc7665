import type { Git } from "./git.ts";

/**
 * What a change is usually compared with: where its branch left the default one, which the remote names, or is called `main` or
 * `master`. On the default branch itself that is the last commit. Out: a name for people, and what git knows it by.
 */
export async function usualBase(git: Git): Promise<{ readonly name: string; readonly commit: string }> {
  for (const name of await candidates(git)) {
    const began = await git(["merge-base", name, "HEAD"]);
    if (!began.ok) continue;
    const commit = began.text.trim();
    const last = await git(["rev-parse", "HEAD"]);
    return { name: last.text.trim() === commit ? "the last commit" : name, commit };
  }
  return { name: "the last commit", commit: "HEAD" };
}

async function candidates(git: Git): Promise<string[]> {
  const named = await git(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
  return [named.text.trim(), "origin/main", "origin/master", "main", "master"].filter(Boolean);
}
