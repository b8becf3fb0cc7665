import { localFileName } from "../../project/loadProject.ts";
import type { FileKind } from "../../spec/schema.ts";
import type { FileView } from "../session/fileView.ts";

/** Which schema a file of a project follows. */
export function fileKind({ project, file }: FileView): FileKind {
  return file === project.file.file || file === localFileName ? "project" : "spec";
}
