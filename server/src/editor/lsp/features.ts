/** The language's features, one handler each: find the document, ask the feature, convert its answer. */
import type { WorkspaceEdit } from "vscode-languageserver";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { expressionTypes } from "../../binding/expressionTypes.ts";
import { codeActions } from "../codeActions.ts";
import { codeLenses } from "../codeLens.ts";
import { complete } from "../completion.ts";
import { dialectOf } from "../connections.ts";
import {
  toCodeAction,
  toCodeLens,
  toCompletionItem,
  toFoldingRange,
  toHover,
  toInlayHint,
  toOffset,
  toRange,
  toSignatureHelp,
  toSpan,
  toSymbol,
} from "../convert.ts";
import { definition, references } from "../definition.ts";
import { documentSymbols } from "../documentSymbols.ts";
import { type FactsOf, factsKey } from "../facts.ts";
import { hover } from "../hover.ts";
import { inlayHints } from "../inlayHints.ts";
import type { Place } from "../model.ts";
import { foldingRanges, selectionSpans } from "../ranges.ts";
import { type FileEdit, rename, renameable } from "../rename.ts";
import { type ProjectPlace, pathIn, type Workspace } from "../session.ts";
import { signatureHelp } from "../signatureHelp.ts";
import { documentOf, guarded, type Server, uriOf } from "./server.ts";

type At = {
  readonly textDocument: { readonly uri: string };
  readonly position: { line: number; character: number };
};
type Of = { readonly textDocument: { readonly uri: string } };

/** A handler that is called with the document of its request; without one the answer is `otherwise`. */
function onDocument<P extends Of, R>(
  server: Server,
  name: string,
  otherwise: R,
  handler: (place: ProjectPlace, params: P) => R,
) {
  return guarded<P, R>(server, name, otherwise, async (params) => {
    const place = await documentOf(server, params.textDocument.uri);
    return place ? handler(place, params) : otherwise;
  });
}

function factsOf(workspace: Workspace): FactsOf {
  return (event) => workspace.facts.get(factsKey(event));
}

export function registerFeatures(server: Server): void {
  registerTyping(server);
  registerReading(server);
  registerNames(server);
}

function registerTyping(server: Server): void {
  const { connection } = server;
  connection.onCompletion(
    onDocument(server, "completion", [], ({ workspace, file, document }, { position }: At) => {
      const snippets = server.client.textDocument?.completion?.completionItem?.snippetSupport === true;
      const offset = toOffset(document, position);
      const found = complete(
        workspace.project,
        file,
        offset,
        dialectOf(workspace),
        workspace.before.get(file),
      );
      return found.map((item) => toCompletionItem(document, item, snippets));
    }),
  );
  connection.onSignatureHelp(
    onDocument(server, "signatureHelp", null, ({ workspace, file, document }, { position }: At) => {
      const found = signatureHelp(
        workspace.project,
        file,
        toOffset(document, position),
        dialectOf(workspace),
      );
      return found ? toSignatureHelp(found) : null;
    }),
  );
  connection.onCodeAction(
    onDocument(
      server,
      "codeAction",
      [],
      ({ workspace, file, document }, { textDocument, range, context }) => {
        const found = codeActions(document, workspace.findings.get(file) ?? [], toSpan(document, range));
        return found.map((action) => toCodeAction(document, action, textDocument.uri, context.diagnostics));
      },
    ),
  );
}

function registerReading(server: Server): void {
  const { connection } = server;
  connection.onHover(
    onDocument(server, "hover", null, ({ workspace, file, document }, { position }: At) => {
      const knowledge = { dialect: dialectOf(workspace), factsOf: factsOf(workspace), now: Date.now() };
      const found = hover(workspace.project, file, toOffset(document, position), knowledge);
      return found ? toHover(document, found) : null;
    }),
  );
  connection.onCodeLens(
    onDocument(server, "codeLens", [], ({ workspace, file, document }, { textDocument }) => {
      const found = codeLenses(
        workspace.project,
        file,
        factsOf(workspace),
        Date.now(),
        workspace.before.get(file),
      );
      return found.map((lens) => toCodeLens(document, lens, textDocument.uri));
    }),
  );
  connection.languages.inlayHint.on(
    onDocument(server, "inlayHint", [], ({ workspace, file, document }, { range }) => {
      const { project } = workspace;
      const types = expressionTypes(workspace.bound);
      const span = toSpan(document, range);
      const found = inlayHints(project, file, span, factsOf(workspace), types, server.settings.hints);
      return found.map((hint) => toInlayHint(document, hint));
    }),
  );
  connection.onDocumentSymbol(
    onDocument(server, "documentSymbol", [], ({ workspace, file, document }) =>
      documentSymbols(workspace.project, file, workspace.before.get(file)).map((symbol) =>
        toSymbol(document, symbol),
      ),
    ),
  );
  connection.onFoldingRanges(
    onDocument(server, "foldingRange", [], ({ document }) =>
      foldingRanges(document).map((span) => toFoldingRange(document, span)),
    ),
  );
  connection.onSelectionRanges(
    onDocument(server, "selectionRange", [], ({ document }, { positions }) =>
      positions.map((position) => {
        const spans = selectionSpans(document, toOffset(document, position)).reverse();
        const ranges = spans.map((span) => ({ range: toRange(document, span) }));
        return ranges.reduce((parent, range) => ({ ...range, parent }));
      }),
    ),
  );
}

function registerNames(server: Server): void {
  const { connection } = server;
  const locations = (workspace: Workspace, places: readonly Place[]) =>
    places.flatMap(({ file, span }) => {
      const document = workspace.project.documents.get(file);
      return document
        ? [{ uri: uriOf(server, pathIn(workspace, file)), range: toRange(document, span) }]
        : [];
    });
  connection.onDefinition(
    onDocument(server, "definition", [], ({ workspace, file, document }, { position }: At) => {
      const offset = toOffset(document, position);
      return locations(workspace, definition(workspace.project, file, offset, dialectOf(workspace)));
    }),
  );
  connection.onReferences(
    onDocument(server, "references", [], ({ workspace, file, document }, { position, context }) => {
      const offset = toOffset(document, position);
      return locations(workspace, references(workspace.project, file, offset, context.includeDeclaration));
    }),
  );
  connection.onPrepareRename(
    onDocument(server, "prepareRename", null, ({ workspace, file, document }, { position }: At) => {
      const name = renameable(workspace.project, file, toOffset(document, position));
      return name ? { range: toRange(document, name.span), placeholder: name.name } : null;
    }),
  );
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const place = await documentOf(server, textDocument.uri);
    if (!place) return null;
    const { workspace, file, document } = place;
    const edits = rename(workspace.project, file, toOffset(document, position), newName);
    if (typeof edits === "string") return new ResponseError<void>(LSPErrorCodes.RequestFailed, edits);
    return workspaceEdit(server, workspace, edits);
  });
}

function workspaceEdit(server: Server, workspace: Workspace, edits: readonly FileEdit[]): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit["changes"]> = {};
  for (const { file, span, text } of edits) {
    const document = workspace.project.documents.get(file);
    if (!document) continue;
    const uri = uriOf(server, pathIn(workspace, file));
    const list = changes[uri] ?? [];
    list.push({ range: toRange(document, span), newText: text });
    changes[uri] = list;
  }
  return { changes };
}
