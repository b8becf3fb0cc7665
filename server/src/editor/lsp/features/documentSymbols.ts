import { type DocumentSymbol, SymbolKind, SymbolTag } from "vscode-languageserver";
import { harmlessLine } from "../../../document/harmless.ts";
import type { Outline } from "../../features/documentSymbols.ts";
import { documentSymbols as symbolsOf } from "../../features/documentSymbols.ts";
import { type Positions, toRange } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

export const documentSymbols: Feature = {
  capability: { documentSymbolProvider: true },
  listen: (server) => {
    server.connection.onDocumentSymbol(
      onFile(server, "documentSymbol", [], (view) =>
        symbolsOf(view).map((outline) => toSymbol(view.document, outline)),
      ),
    );
  },
};

const kinds: Readonly<Record<Outline["kind"], SymbolKind>> = {
  source: SymbolKind.Module,
  event: SymbolKind.Event,
  property: SymbolKind.Field,
  entity: SymbolKind.Key,
  declaration: SymbolKind.Constant,
  group: SymbolKind.Namespace,
};

function toSymbol(document: Positions, outline: Outline): DocumentSymbol {
  return {
    name: harmlessLine(outline.name) || "(no name)",
    kind: kinds[outline.kind],
    range: toRange(document, outline.span),
    selectionRange: toRange(document, outline.nameSpan),
    children: outline.children.map((child) => toSymbol(document, child)),
    ...(outline.detail ? { detail: harmlessLine(outline.detail) } : {}),
    ...(outline.deprecated ? { tags: [SymbolTag.Deprecated] } : {}),
  };
}
