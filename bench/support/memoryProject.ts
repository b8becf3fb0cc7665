import { loadProject } from "../../server/src/project/loadProject.ts";
import type { FileSystem, Project } from "../../server/src/project/types.ts";
import { projectText } from "./specs.ts";

/** A project whose spec files exist in memory only. */
export async function memoryProject(specs: Readonly<Record<string, string>>): Promise<Project> {
  const texts = new Map(Object.entries({ "/bench/eventspec.yml": projectText }));
  for (const [file, text] of Object.entries(specs)) texts.set(`/bench/${file}`, text);
  const files: FileSystem = {
    readText: async (path) => texts.get(path),
    listFiles: async (_, matches) =>
      [...texts.keys()].filter((path) => matches(path.slice(path.lastIndexOf("/") + 1))),
  };
  return loadProject(files, "/bench");
}
