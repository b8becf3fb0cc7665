/** The SQL of an event before and after, as two read-only documents side by side. */
import { commands, Disposable, EventEmitter, languages, Uri, workspace } from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import { requests } from "../../../server/src/editor/lsp/protocol.ts";
import type { ReviewedSqlParams, ReviewedSqlResult } from "../../../server/src/editor/lsp/review/protocol.ts";

const reviewedSql = new RequestType<ReviewedSqlParams, ReviewedSqlResult, void>(requests.reviewedSql);
const scheme = "eventspec-review";

export interface Sides extends Disposable {
  /** Opens both sides of an event; `base`: what it is compared with, for the title. */
  open(params: ReviewedSqlParams, base: string): Promise<void>;
}

export function createSides(client: LanguageClient): Sides {
  const changed = new EventEmitter<Uri>();
  /** By address. */
  const texts = new Map<string, string>();
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  });
  const closed = workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === scheme) texts.delete(uri.toString());
  });
  const put = async (uri: Uri, text: string) => {
    texts.set(uri.toString(), text);
    changed.fire(uri);
    await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), "sql");
  };
  return {
    open: async (params, base) => {
      const { before, after } = await client.sendRequest(reviewedSql, params);
      const side = (name: string) =>
        Uri.from({ scheme, path: `/${params.event}.sql`, query: JSON.stringify([params.root, name]) });
      const [left, right] = [side("before"), side("after")];
      await put(left, before);
      await put(right, after);
      await commands.executeCommand("vscode.diff", left, right, `${params.event}: ${base} ↔ now`);
    },
    dispose: () => Disposable.from(changed, provider, closed).dispose(),
  };
}
