import type { InlayHint } from "vscode-languageserver";
import { harmlessLine } from "../../../document/harmless.ts";
import type { Hint } from "../../features/inlayHints.ts";
import { inlayHints as hintsIn } from "../../features/inlayHints.ts";
import { type Positions, toMarkdown, toPosition, toSpan } from "../convert.ts";
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
    label: harmlessLine(hint.label),
    paddingLeft: true,
    ...(hint.tooltip ? { tooltip: toMarkdown(hint.tooltip) } : {}),
  };
}
