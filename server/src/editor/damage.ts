/** What a file still holds when its YAML is broken: events whose lines stand as they stood, but that can't be reached. */
import { keyOn, sourceLines, withoutDash } from "../document/sourceLines.ts";
import type { Span } from "../document/types.ts";
import { tableOf } from "../project/aliases.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { SpecDocument } from "../spec/types.ts";

/** Whether a file can't be read as what it is meant to be, or its tables are unknown, so that names may be missing from it. */
export function isDamaged(project: Project, file: string): boolean {
  const spec = project.specs.find((each) => each.file === file);
  const findings = (spec ?? project.documents.get(file))?.findings ?? [];
  if (findings.some(({ severity }) => severity === "error")) return true;
  return project.catalog.known && spec?.documents.some((document) => isAstray(project, document)) === true;
}

function isAstray(project: Project, { source }: SpecDocument): boolean {
  return source?.kind === "table" && !tableOf(source.table, project);
}

export interface LostEvent {
  readonly event: ProjectEvent;
  /** Of its name, as it stands now. */
  readonly span: Span;
}

/** Events of the file as it was before the damage that have disappeared, and where their names stand now. */
export function lostEvents(project: Project, before: Project | undefined, file: string): LostEvent[] {
  const text = project.documents.get(file)?.text;
  if (!before || text === undefined) return [];
  const present = new Set(project.events.filter((event) => event.file === file).map(({ name }) => name));
  const missing = before.events.filter((event) => event.file === file && !present.has(event.name));
  if (missing.length === 0) return [];
  const keys = keysIn(text);
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
