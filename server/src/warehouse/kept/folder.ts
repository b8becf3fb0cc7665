/** Where answers are kept: the user's own cache folder, never a folder that a project brings along. */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { isBelow, realOf, repositoryOf } from "../../project/ownFiles.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Absolute: by the XDG Base Directory Specification, which ignores a relative XDG_CACHE_HOME; ~/Library/Caches on macOS; and
 * LOCALAPPDATA on Windows. `undefined` where the environment names no such folder.
 */
export function cacheFolder(
  env: Variables,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const caches = cachesOf(env, platform);
  return caches !== undefined && isAbsolute(caches) ? join(caches, "eventspec", "answers") : undefined;
}

function cachesOf(env: Variables, platform: NodeJS.Platform): string | undefined {
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  if (platform === "win32") return env.LOCALAPPDATA;
  const home = env.HOME || homedir();
  return platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

/** Whether a folder lies in the repository that holds a project: who changes that one could write answers there. */
export async function isOfProject(folder: string, projectRoot: string): Promise<boolean> {
  const repository = await realOf(await repositoryOf(projectRoot));
  return isBelow(repository, await realOf(folder));
}
