import { localFileName } from "../project/loadProject.ts";
import type { Project } from "../project/types.ts";
import type { FileKind } from "../spec/schema.ts";

/** Which schema a file of a project follows. */
export function fileKind(project: Project, file: string): FileKind {
  return file === project.file.file || file === localFileName ? "project" : "spec";
}
