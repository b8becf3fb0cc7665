import { commands, Uri, workspace } from "vscode";
import type { Command } from "./command.ts";

/**
 * Opens the example shop. A copy of it, because the extension's own folder is replaced with each update;
 * an earlier copy is kept as the user left it.
 */
export const openExample: Command = {
  id: "eventspec.openExample",
  run: async ({ context }) => {
    const example = Uri.joinPath(context.extensionUri, "examples", "shop");
    const copy = Uri.joinPath(context.globalStorageUri, "example-shop");
    if (!(await exists(Uri.joinPath(copy, "eventspec.yml")))) {
      await workspace.fs.createDirectory(context.globalStorageUri);
      await workspace.fs.copy(example, copy, { overwrite: true });
    }
    const forceNewWindow = (workspace.workspaceFolders?.length ?? 0) > 0;
    await commands.executeCommand("vscode.openFolder", copy, { forceNewWindow });
  },
};

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
