/** Where the projects of a window are. */
import { type Uri, workspace } from "vscode";

/** Marks a project's root. */
export const projectFile = "eventspec.yml";

/** The project files in the open folders. */
export async function findProjectFiles(): Promise<Uri[]> {
  return workspace.findFiles(`**/${projectFile}`, "**/node_modules/**");
}
