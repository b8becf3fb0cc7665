import { Range, type Uri, window, workspace } from "vscode";

/** Opens a spec with the name of an event selected: a preview is of the event at the cursor. */
export async function showEvent(file: Uri, name: string): Promise<void> {
  const document = await workspace.openTextDocument(file);
  const start = document.getText().search(new RegExp(`(?<=^ +)${name}(?=:)`, "m"));
  const selection = new Range(document.positionAt(start), document.positionAt(start + name.length));
  await window.showTextDocument(document, { preview: false, ...(start >= 0 && { selection }) });
}
