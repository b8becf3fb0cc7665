import type { DocumentLink } from "vscode-languageserver";
import { documentLinks as linksOf } from "../../features/documentLinks.ts";
import { toRange } from "../convert.ts";
import { type Feature, type InFile, onFile } from "../feature.ts";
import { uriOf } from "../server.ts";

export const documentLinks: Feature = {
  capability: { documentLinkProvider: {} },
  listen: (server) => {
    server.connection.onDocumentLinks(
      onFile<InFile, DocumentLink[]>(server, "documentLink", [], (view) =>
        linksOf(view).map((link) => ({
          range: toRange(view.document, link.span),
          target: "url" in link ? link.url : uriOf(server, link.path),
        })),
      ),
    );
  },
};
