import { type InlayHint, MarkupKind } from "vscode-languageserver";
import type { Hint } from "../../features/inlayHints.ts";
import { inlayHints as hintsIn } from "../../features/inlayHints.ts";
import { type Positions, toPosition, toSpan } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

export const inlayHints: Feature = {
  capability: { inlayHintProvider: true },
  listen: (server) => {
    server.connection.languages.inlayHint.on(
      onFile(server, "inlayHint", [], (view, { range }) => {
        const found = hintsIn(view, toSpan(view.document, range), server.settings.hints);
        return found.map((hint) => toInlayHint(view.document, hint));
      }),
    );
  },
};

function toInlayHint(document: Positions, hint: Hint): InlayHint {
  return {
    position: toPosition(document, hint.offset),
    label: hint.label,
    paddingLeft: true,
    ...(hint.tooltip ? { tooltip: { kind: MarkupKind.Markdown, value: hint.tooltip } } : {}),
  };
}
