import { diffLines } from "diff";
import { applyEdits } from "../../document/applyEdits.ts";
import type { Span, TextEdit } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import { updateFile } from "../../project/updateFile.ts";
import type { DialectName } from "../../sql/types.ts";
import { formatText } from "./formatText.ts";
import { differentMeaning } from "./sameMeaning.ts";

/**
 * Lays out the lines of a file that a range touches, as they stand in the whole file laid out. Out: nothing where the file can't
 * be laid out, and where these lines alone would say something else.
 */
export async function formatLines(
  project: Project,
  file: string,
  dialect: DialectName,
  range: Span,
): Promise<TextEdit[]> {
  const text = project.documents.get(file)?.text ?? "";
  const outcome = await formatText(project, file, dialect);
  if (outcome.kind !== "formatted") return [];
  const edits = lineEdits(text, outcome.text).filter(
    ({ span }) => span.start <= range.end && span.end >= range.start,
  );
  const after = updateFile(project, file, applyEdits(text, edits));
  return differentMeaning(project, after, file, dialect) === undefined ? edits : [];
}

/** What makes one text the other, by whole lines. */
function lineEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let isOpen = false;
  for (const { value, added, removed } of diffLines(before, after)) {
    const end = added ? at : at + value.length;
    if (added || removed) {
      const last = isOpen ? edits.pop() : undefined;
      const text = (last?.text ?? "") + (added ? value : "");
      edits.push({ span: { start: last?.span.start ?? at, end }, text });
    }
    isOpen = Boolean(added || removed);
    at = end;
  }
  return edits;
}
