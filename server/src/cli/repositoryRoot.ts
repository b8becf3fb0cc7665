import { realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { exists } from "./exists.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The root of the repository that a folder lies in, as who reads a report for a whole repository sees it: GitHub's workspace or
 * GitLab's project folder where the folder lies in that (and the outermost checkout in it, for one that was made below),
 * else the nearest folder upward with a `.git`, which is a file in worktrees and submodules. `undefined` outside of all that.
 */
export async function repositoryRoot(folder: string, env: Terminal["env"]): Promise<string | undefined> {
  const checkouts: string[] = [];
  for (const each of upward(folder)) if (await exists(join(each, ".git"))) checkouts.push(each);
  for (const named of [env.GITHUB_WORKSPACE, env.CI_PROJECT_DIR]) {
    const workspace = named ? await workspaceAbove(folder, named) : undefined;
    if (workspace === undefined) continue;
    return checkouts.findLast((each) => isInside(each, workspace)) ?? workspace;
  }
  return checkouts[0];
}

/** `path` seen from a folder above it, with `/`; empty for that folder itself, `undefined` where it lies elsewhere. */
export function pathBelow(path: string, folder: string): string | undefined {
  return isInside(path, folder) ? relative(folder, path).split(sep).join("/") : undefined;
}

/** The folder at or above `folder` that a build server calls its workspace, perhaps by another way of links. */
async function workspaceAbove(folder: string, named: string): Promise<string | undefined> {
  const real = await realpath(named).catch(() => undefined);
  if (real === undefined) return undefined;
  for (const each of upward(folder)) if ((await realpath(each)) === real) return each;
  return undefined;
}

function upward(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upward(above)];
}

function isInside(path: string, folder: string): boolean {
  return upward(path).includes(folder);
}
