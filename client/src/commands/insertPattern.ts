import { type QuickPickItem, SnippetString, type TextEditor, window, workspace } from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import {
  type OfferedPattern,
  type PatternsParams,
  requests,
} from "../../../server/src/editor/lsp/protocol.ts";
import type { Command } from "./command.ts";

const offered = new RequestType<PatternsParams, OfferedPattern[], void>(requests.patterns);

interface PatternItem extends QuickPickItem {
  readonly snippet: string;
}

/** Looks for a pattern by its title, its sentence or other words, and puts it behind the specs of the file in front, or into a new file. */
export const insertPattern: Command = {
  id: "eventspec.insertPattern",
  run: async ({ client }) => {
    const editor = window.activeTextEditor;
    const target = editor?.document.languageId === "event-spec" ? editor : undefined;
    const chosen = await window.showQuickPick(items(client, target), {
      title: "Insert Pattern",
      placeHolder: "Sessions, refunds, status history, …",
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen) await insert(target ?? (await newFile()), chosen.snippet);
  },
};

async function items(client: LanguageClient, target: TextEditor | undefined): Promise<PatternItem[]> {
  const patterns = await client.sendRequest(offered, target ? { uri: target.document.uri.toString() } : {});
  return patterns.map(({ title, summary, words, snippet }) => ({
    label: title,
    description: words,
    detail: summary,
    snippet,
  }));
}

async function newFile(): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ language: "event-spec" }));
}

/** A file's specs are parted by `---`. */
async function insert(editor: TextEditor, snippet: string): Promise<void> {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const before = document.getText().trimEnd();
  const lead = before === "" || before.endsWith("---") ? "" : "---\n";
  const lineBreak = end.character === 0 ? "" : "\n";
  await editor.insertSnippet(new SnippetString(`${lineBreak}${lead}${snippet}`), end, {
    undoStopBefore: true,
    undoStopAfter: true,
  });
}
