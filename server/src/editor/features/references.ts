import { type FileSpan, nameAt, occurrencesOf } from "../names/occurrences/occurrences.ts";
import type { FileView } from "../session/fileView.ts";

/** Where else the thing at an offset is named, in all files. */
export function references(view: FileView, offset: number, withDeclaration: boolean): FileSpan[] {
  const name = nameAt(view, offset);
  if (!name) return [];
  return occurrencesOf(view, name).filter(({ role }) => withDeclaration || role !== "declare");
}
