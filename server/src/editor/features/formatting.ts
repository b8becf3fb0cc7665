import { difference } from "../../document/difference.ts";
import type { Span, TextEdit } from "../../document/types.ts";
import { formatLines } from "../../tasks/formatting/formatLines.ts";
import { formatText } from "../../tasks/formatting/formatText.ts";
import type { FileView } from "../session/fileView.ts";

/**
 * Lays out a file. Out: nothing where it is as it should be, and where its YAML is broken, which has its finding already; `why`: what
 * else keeps it from being laid out.
 */
export async function formatting(view: FileView): Promise<{ edits: TextEdit[]; why?: string }> {
  const { project, file, document, dialect } = view;
  const outcome = await formatText(project, file, dialect);
  if (outcome.kind === "refused") return { edits: [], why: outcome.why };
  if (outcome.kind === "broken" || outcome.text === document.text) return { edits: [] };
  return { edits: [difference(document.text, outcome.text)] };
}

/** Lays out the lines that a range touches. */
export function rangeFormatting({ project, file, dialect }: FileView, range: Span): Promise<TextEdit[]> {
  return formatLines(project, file, dialect, range);
}
