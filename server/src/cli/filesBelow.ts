import { relative, resolve, sep } from "node:path";
import type { Project } from "../project/types.ts";
import { usageError } from "./commandError.ts";
import { exists } from "./exists.ts";
import { displayPath } from "./openProject.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The project's files at or below the given paths; `undefined` for all of them. Throws a usage error where a path holds none.
 */
export async function filesBelow(
  paths: readonly string[],
  project: Project,
  terminal: Terminal,
): Promise<readonly string[] | undefined> {
  if (paths.length === 0) return undefined;
  const files = [...project.documents.keys()];
  const wanted = new Set<string>();
  for (const path of paths) {
    const full = resolve(terminal.cwd, path);
    const inside = relative(project.root, full).split(sep).join("/");
    const below = files.filter((file) => inside === "" || file === inside || file.startsWith(`${inside}/`));
    if (below.length === 0) throw await nothingAt(path, full, project, terminal);
    for (const file of below) wanted.add(file);
  }
  return files.filter((file) => wanted.has(file));
}

async function nothingAt(path: string, full: string, project: Project, terminal: Terminal) {
  if (!(await exists(full))) return usageError(`There is no file or folder ${path}.`);
  return usageError(
    `${path} holds nothing of the project in ${displayPath(project.root, terminal.cwd) || "this folder"}.`,
    "Event-spec files are called *.events.yml or *.events.yaml.",
  );
}
