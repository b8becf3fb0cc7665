/** A project out of texts, read the way a real one is. */
import { join } from "node:path";
import { loadProject } from "../../server/src/project/loadProject.ts";
import type { FileSystem, Project } from "../../server/src/project/types.ts";

const root = "/project";

/** Files by path relative to the project's root. */
function memoryFileSystem(files: Readonly<Record<string, string>>): FileSystem {
  const texts = new Map(Object.entries(files).map(([file, text]) => [join(root, file), text]));
  return {
    readText: async (path) => texts.get(path),
    listFiles: async (folder, matches) =>
      [...texts.keys()].filter(
        (path) => path.startsWith(`${folder}/`) && matches(path.split("/").at(-1) ?? ""),
      ),
  };
}

export function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  return loadProject(memoryFileSystem(files), root, { env: {} });
}
