/** Tells when somebody is typing, and when that is over: after a pause, a save, or when the cursor goes elsewhere. */
import type { Position } from "vscode-languageserver";
import { editBetween, movedBy } from "../session/calm.ts";
import { workspaceFile } from "../session/session.ts";
import { toOffset, toPosition } from "./convert.ts";
import { checkNow } from "./diagnostics.ts";
import { moveFailures } from "./failedRuns.ts";
import { logError, type Server } from "./server.ts";

/** How long typing must pause before what is new is shown, in milliseconds. */
const pause = 600;

/** Takes in the newest text of an open file: what is on show of it moves along. */
export function typed(server: Server, path: string, text: string): void {
  const edit = editBetween(server.session.buffers.get(path) ?? "", text);
  server.session.buffers.set(path, text);
  const shown = server.published.get(path);
  if (shown) server.published.set(path, { ...shown, findings: movedBy(edit, shown.findings) });
  moveFailures(server, path, edit);
  clearTimeout(server.typing.get(path)?.timer);
  const timer = setTimeout(() => void stopTyping(server, path), pause);
  server.typing.set(path, { timer, offset: edit.span.start + edit.length });
}

/** Nobody types in a file any more, if somebody did: all that was found in it is shown. */
export async function stopTyping(server: Server, path: string): Promise<void> {
  const typing = server.typing.get(path);
  if (!typing) return;
  clearTimeout(typing.timer);
  server.typing.delete(path);
  await checkNow(server, path).catch((error: unknown) => logError(server, "checking", error));
}

/** The cursor was moved; without a place: away from the file. Typing is over when it left the event under construction. */
export async function cursorMoved(
  server: Server,
  path: string,
  position: Position | undefined,
): Promise<void> {
  const typing = server.typing.get(path);
  const found = typing && (await workspaceFile(server.session, path));
  if (!typing || !found) return;
  const { workspace, file, document } = found;
  // Up to the next event, for the end of one that is being typed is not its end.
  const above = (offset: number) =>
    workspace.project.events.findLast(
      ({ file: owner, definition: { span } }) => owner === file && span.start <= offset,
    );
  const construct = (offset: number) => above(offset)?.name ?? toPosition(document, offset).line;
  const isAway =
    position === undefined || construct(toOffset(document, position)) !== construct(typing.offset);
  if (isAway) await stopTyping(server, path);
}
