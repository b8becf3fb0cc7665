import type { Span } from "../../document/types.ts";
import { nameAt, occurrencesIn } from "../names/occurrences/occurrences.ts";
import type { Role } from "../names/occurrences/types.ts";
import type { FileView } from "../session/fileView.ts";

export interface Highlight {
  readonly span: Span;
  readonly role: Role;
}

/** Where the thing at an offset is named in its file, and whether it is declared, given a value or used there. */
export function documentHighlights(view: FileView, offset: number): Highlight[] {
  const name = nameAt(view, offset);
  if (!name) return [];
  const means = new Set(name.means);
  return occurrencesIn(view, view.file)
    .filter(
      ({ kind, means: own, implied }) => !implied && kind === name.kind && own.some((one) => means.has(one)),
    )
    .map(({ span, role }) => ({ span, role }));
}
