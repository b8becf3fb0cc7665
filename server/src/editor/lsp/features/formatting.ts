import { formatting as edited, rangeFormatting } from "../../features/formatting.ts";
import { toSpan, toTextEdit } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";
import { logEvent } from "../server.ts";

export const formatting: Feature = {
  capability: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  listen: (server) => {
    server.connection.onDocumentFormatting(
      onFile(server, "formatting", [], async (view) => {
        const { edits, why } = await edited(view);
        if (why !== undefined) logEvent(server, `${view.file} was not laid out: ${why}.`);
        return edits.map((edit) => toTextEdit(view.document, edit));
      }),
    );
    server.connection.onDocumentRangeFormatting(
      onFile(server, "rangeFormatting", [], async (view, { range }) => {
        const edits = await rangeFormatting(view, toSpan(view.document, range));
        return edits.map((edit) => toTextEdit(view.document, edit));
      }),
    );
  },
};
