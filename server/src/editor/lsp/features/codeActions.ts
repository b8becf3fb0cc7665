import { join } from "node:path";
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Position,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Action } from "../../features/actions/action.ts";
import { codeActions as actionsIn } from "../../features/codeActions.ts";
import type { FileView } from "../../session/fileView.ts";
import { type Positions, toRange, toSpan, toTextEdit } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";
import { type Server, uriOf } from "../server.ts";

const kinds: Readonly<Record<Action["kind"], CodeActionKind>> = {
  fix: CodeActionKind.QuickFix,
  rewrite: CodeActionKind.RefactorRewrite,
};

export const codeActions: Feature = {
  capability: { codeActionProvider: { codeActionKinds: Object.values(kinds) } },
  listen: (server) => {
    server.connection.onCodeAction(
      onFile(server, "codeAction", [], (view, { textDocument, range, context }) => {
        const found = actionsIn(view, toSpan(view.document, range));
        const only = context.only;
        const wanted = found.filter(({ kind }) => !only || only.some((each) => isOfKind(kinds[kind], each)));
        return wanted.flatMap((action) => {
          const edit = editOf(server, view, action, textDocument.uri);
          return edit ? [toCodeAction(view.document, action, edit, context.diagnostics)] : [];
        });
      }),
    );
  },
};

function toCodeAction(
  document: Positions,
  action: Action,
  edit: WorkspaceEdit,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const range = toRange(document, action.at);
  const { rule } = action;
  const mended = diagnostics.filter(
    (d) => rule !== undefined && d.code === rule && sameRange(d.range, range),
  );
  return {
    title: action.title,
    kind: kinds[action.kind],
    edit,
    ...(mended.length > 0 ? { diagnostics: mended } : {}),
    ...(action.preferred ? { isPreferred: true } : {}),
  };
}

/** `refactor` asks for `refactor.rewrite`, too. */
function isOfKind(kind: CodeActionKind, asked: CodeActionKind): boolean {
  return kind === asked || kind.startsWith(`${asked}.`);
}

/** Nothing where the file that it changes is no longer there. */
function editOf(
  server: Server,
  { project, document }: FileView,
  { file, edits }: Action,
  uri: string,
): WorkspaceEdit | undefined {
  const changed = file === undefined ? document : project.documents.get(file);
  const address = file === undefined ? uri : uriOf(server, join(project.root, file));
  return changed && { changes: { [address]: edits.map((edit) => toTextEdit(changed, edit)) } };
}

function sameRange(a: Range, b: Range): boolean {
  return samePosition(a.start, b.start) && samePosition(a.end, b.end);
}

function samePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
