import type { Span } from "../../document/types.ts";
import { writeInto } from "../../document/write/writeInside.ts";
import { nameAt, type Occurrence, occurrencesOf } from "../names/occurrences.ts";
import type { FileView } from "../session/fileView.ts";

export interface FileEdit {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** Whether the name at an offset can be renamed: it is declared in the project's own files. */
export function renameable(view: FileView, offset: number): Occurrence | undefined {
  const name = nameAt(view, offset);
  return name && occurrencesOf(view.project, name).some(({ declares }) => declares) ? name : undefined;
}

/** The edits that give a name's every occurrence another one; a sentence for the user when that name can't be. */
export function rename(view: FileView, offset: number, to: string): FileEdit[] | string {
  const { project } = view;
  const name = renameable(view, offset);
  if (!name)
    return "Only events, entities, teams, goals, lookups and connections of the project can be renamed.";
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_ .-]*$/u.test(to))
    return `"${to}" can't be a name: use letters, digits and underscores.`;
  const taken = occurrencesOf(project, { ...name, name: to }).some(({ declares }) => declares);
  if (taken && to !== name.name)
    return `There is already ${name.kind === "event" ? "an" : "a"} ${name.kind} "${to}".`;
  return occurrencesOf(project, name).flatMap((place) => {
    const source = project.documents.get(place.file)?.text.slice(place.span.start, place.span.end) ?? "";
    const style = source.startsWith('"') ? "double" : source.startsWith("'") ? "single" : "plain";
    const quote = style === "plain" ? "" : (source[0] ?? "");
    const text = writeInto({ style, flow: true, atStart: true }, to);
    return text === undefined
      ? []
      : [{ file: place.file, span: place.span, text: `${quote}${text}${quote}` }];
  });
}
