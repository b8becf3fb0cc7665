import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
} from "vscode-languageserver";
import { harmlessLine } from "../../../document/harmless.ts";
import type { Completion, CompletionKind } from "../../features/completion/types.ts";
import { complete } from "../../features/completion.ts";
import { type Positions, toMarkdown, toOffset, toRange } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";

export const completion: Feature = {
  capability: {
    completionProvider: { triggerCharacters: [".", ":", " ", "-", "{", ",", "[", '"', "'", "("] },
  },
  listen: (server) => {
    server.connection.onCompletion(
      onFile(server, "completion", [], (view, { position }: AtPosition) => {
        const snippets = server.client.textDocument?.completion?.completionItem?.snippetSupport === true;
        const found = complete(view, toOffset(view.document, position));
        return found.map((item) => toCompletionItem(view.document, item, snippets));
      }),
    );
  },
};

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  table: CompletionItemKind.Struct,
  column: CompletionItemKind.Field,
  alias: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  event: CompletionItemKind.Event,
  name: CompletionItemKind.Reference,
  rule: CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
};

/** `snippets`: whether the client understands them; plain text is sent to those that don't. */
function toCompletionItem(document: Positions, item: Completion, snippets: boolean): CompletionItem {
  const newText = item.snippet && !snippets ? plainText(item.insert) : item.insert;
  return {
    label: item.label,
    kind: kinds[item.kind],
    ...(item.detail
      ? { labelDetails: { description: harmlessLine(item.detail) }, detail: harmlessLine(item.detail) }
      : {}),
    ...(item.documentation ? { documentation: toMarkdown(item.documentation) } : {}),
    textEdit: { range: toRange(document, item.span), newText },
    insertTextFormat: item.snippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    filterText: item.filter ?? item.label,
    sortText: `${String(item.rank).padStart(4, "0")}${item.label}`,
    ...(item.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

/** A snippet's text with the defaults of its fields in place. */
function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, "$1")
    .replace(/\$\d+|\$\{\d+\}/g, "")
    .replace(/\\([$}\\])/g, "$1");
}
