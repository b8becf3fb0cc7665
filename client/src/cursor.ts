/** Tells the server when the cursor goes elsewhere without typing: what it found there need not wait any longer. */
import { Disposable, type TextEditor, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type CursorParams, notifications } from "../../server/src/editor/lsp/protocol.ts";
import { languages } from "./languageClient.ts";

export function passCursorOn(client: LanguageClient): Disposable {
  const send = (editor: TextEditor, isInFront: boolean) => {
    const { document, selection } = editor;
    if (!client.isRunning() || !languages.some((language) => language === document.languageId)) return;
    const { line, character } = selection.active;
    const params: CursorParams = {
      uri: document.uri.toString(),
      ...(isInFront && { position: { line, character } }),
    };
    void client.sendNotification(notifications.cursor, params);
  };
  let front = window.activeTextEditor;
  let line = front?.selection.active.line;
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor !== front || textEditor.selection.active.line === line) return;
      line = textEditor.selection.active.line;
      send(textEditor, true);
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      if (front) send(front, false);
      front = editor;
      line = editor?.selection.active.line;
    }),
  );
}
