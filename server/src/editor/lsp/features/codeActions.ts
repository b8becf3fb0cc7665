import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Position,
  type Range,
} from "vscode-languageserver";
import type { Action } from "../../features/codeActions.ts";
import { codeActions as actionsIn } from "../../features/codeActions.ts";
import { type Positions, toRange, toSpan, toTextEdit } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

export const codeActions: Feature = {
  capability: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  listen: (server) => {
    server.connection.onCodeAction(
      onFile(server, "codeAction", [], (view, { textDocument, range, context }) => {
        const found = actionsIn(view, toSpan(view.document, range));
        return found.map((action) =>
          toCodeAction(view.document, action, textDocument.uri, context.diagnostics),
        );
      }),
    );
  },
};

function toCodeAction(
  document: Positions,
  action: Action,
  uri: string,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const range = toRange(document, action.at);
  const { rule } = action;
  const mended = diagnostics.filter(
    (d) => rule !== undefined && d.code === rule && sameRange(d.range, range),
  );
  return {
    title: action.title,
    kind: CodeActionKind.QuickFix,
    edit: { changes: { [uri]: action.edits.map((edit) => toTextEdit(document, edit)) } },
    ...(mended.length > 0 ? { diagnostics: mended } : {}),
    ...(action.preferred ? { isPreferred: true } : {}),
  };
}

function sameRange(a: Range, b: Range): boolean {
  return samePosition(a.start, b.start) && samePosition(a.end, b.end);
}

function samePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
