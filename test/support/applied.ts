import type { TextEdit } from "vscode-languageserver";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { lineStartsOf } from "../../server/src/document/positions.ts";
import { toSpan } from "../../server/src/editor/lsp/convert.ts";

/** A text after edits as the protocol gives them. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const document = { text, lineStarts: lineStartsOf(text) };
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: toSpan(document, range), text: newText })),
  );
}
