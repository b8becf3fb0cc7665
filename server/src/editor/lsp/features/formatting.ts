import { difference } from "../../../document/difference.ts";
import { formatLines } from "../../../tasks/formatting/formatLines.ts";
import { formatText } from "../../../tasks/formatting/formatText.ts";
import { toSpan, toTextEdit } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";
import { logEvent } from "../server.ts";

/** A text that can't be laid out stays; broken YAML has its finding already, and any other reason stands in the log. */
export const formatting: Feature = {
  capability: { documentFormattingProvider: true, documentRangeFormattingProvider: true },
  listen: (server) => {
    server.connection.onDocumentFormatting(
      onFile(server, "formatting", [], async ({ project, file, document, dialect }) => {
        const outcome = await formatText(project, file, dialect);
        if (outcome.kind === "refused") logEvent(server, `${file} was not laid out: ${outcome.why}.`);
        if (outcome.kind !== "formatted" || outcome.text === document.text) return [];
        return [toTextEdit(document, difference(document.text, outcome.text))];
      }),
    );
    server.connection.onDocumentRangeFormatting(
      onFile(server, "rangeFormatting", [], async ({ project, file, document, dialect }, { range }) => {
        const edits = await formatLines(project, file, dialect, toSpan(document, range));
        return edits.map((edit) => toTextEdit(document, edit));
      }),
    );
  },
};
