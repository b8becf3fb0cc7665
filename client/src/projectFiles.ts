/** Where the projects of a window are. */
import { type Uri, window, workspace } from "vscode";
import { isOurs } from "./languageClient.ts";

/** Marks a project's root. */
export const projectFile = "eventspec.yml";

/** The project files in the open folders. */
export async function findProjectFiles(): Promise<Uri[]> {
  return workspace.findFiles(`**/${projectFile}`, "**/node_modules/**");
}

/** A file of the project in front, else of the only one. */
export async function projectInFront(): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (document && isOurs(document.languageId)) return document.uri.toString();
  const [only, ...others] = await findProjectFiles();
  if (only && others.length === 0) return only.toString();
  window.setStatusBarMessage("$(info) EventSpec: open a file of the project first.", 5000);
  return undefined;
}
