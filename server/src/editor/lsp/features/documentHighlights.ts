import { type DocumentHighlight, DocumentHighlightKind } from "vscode-languageserver";
import { documentHighlights as highlightsAt } from "../../features/documentHighlights.ts";
import { toOffset, toRange } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";

export const documentHighlights: Feature = {
  capability: { documentHighlightProvider: true },
  listen: (server) => {
    server.connection.onDocumentHighlight(
      onFile<AtPosition, DocumentHighlight[]>(server, "documentHighlight", [], (view, { position }) =>
        highlightsAt(view, toOffset(view.document, position)).map(({ span, role }) => ({
          range: toRange(view.document, span),
          kind: role === "read" ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
        })),
      ),
    );
  },
};
