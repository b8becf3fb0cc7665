/** What a file still holds when its YAML is broken: events whose lines stand as they stood, but that can't be reached. */
import { keyOn, sourceLines, withoutDash } from "../../document/sourceLines.ts";
import type { Span } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { FileView } from "../session/fileView.ts";

export interface LostEvent {
  readonly event: ProjectEvent;
  /** Of its name, as it stands now. */
  readonly span: Span;
}

/** Events of the file as it was before the damage that have disappeared, and where their names stand now. */
export function lostEvents({ project, before, file, document }: FileView): LostEvent[] {
  if (!before) return [];
  const present = new Set(project.events.filter((event) => event.file === file).map(({ name }) => name));
  const missing = before.events.filter((event) => event.file === file && !present.has(event.name));
  if (missing.length === 0) return [];
  const keys = keysIn(document.text);
  return missing.flatMap((event) => {
    const span = keys.get(event.name);
    return span ? [{ event, span }] : [];
  });
}

/** The first place of each key that stands on a line of its own without a value. */
function keysIn(text: string): Map<string, Span> {
  const found = new Map<string, Span>();
  for (const line of sourceLines(text, 0, text.length)) {
    const { content, colonEnd, end } = line.dash ? withoutDash(text, line) : line;
    if (colonEnd === undefined || !/^\s*(?:#.*)?$/.test(text.slice(colonEnd, end))) continue;
    const key = keyOn(text, content, colonEnd);
    if (!found.has(key.text)) found.set(key.text, key.span);
  }
  return found;
}
