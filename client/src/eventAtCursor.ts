/** Which event the cursor is in. */
import { type CodeLens, commands, type TextEditor } from "vscode";

/**
 * The event whose lens stands nearest above the cursor; in the head of a file its first event.
 * The server's lenses are the one list of events that also holds while a file is half typed.
 */
export async function eventAtCursor({ document, selection }: TextEditor): Promise<string | undefined> {
  const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
  const events = (lenses ?? [])
    .filter(({ command }) => command?.command === "eventspec.previewEvent")
    .map(({ range, command }) => ({ line: range.start.line, event: command?.arguments?.[1] }))
    .sort((a, b) => a.line - b.line);
  const above = events.filter(({ line }) => line <= selection.active.line).at(-1);
  const event: unknown = (above ?? events[0])?.event;
  return typeof event === "string" ? event : undefined;
}
