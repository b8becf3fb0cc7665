import { window } from "vscode";
import { eventAtCursor } from "../eventAtCursor.ts";
import type { EventPlace } from "../previews.ts";

/** The event that a command is about: the one a code lens names, else the one at the cursor. Says so when there is none. */
export async function eventPlace(args: readonly unknown[]): Promise<EventPlace | undefined> {
  const [uri, event] = args;
  if (typeof uri === "string" && typeof event === "string") return { uri, event };
  const editor = window.activeTextEditor;
  if (editor?.document.languageId === "event-spec") {
    const found = await eventAtCursor(editor);
    if (found) return { uri: editor.document.uri.toString(), event: found };
  }
  window.setStatusBarMessage("$(info) EventSpec: put the cursor into an event of a *.events.yml file.", 5000);
  return undefined;
}
