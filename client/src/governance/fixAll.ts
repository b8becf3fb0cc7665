import { window, workspace } from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import type { FixAllParams, FixAllResult } from "../../../server/src/editor/lsp/governance/protocol.ts";
import { requests } from "../../../server/src/editor/lsp/protocol.ts";

const fixAllRequest = new RequestType<FixAllParams, FixAllResult, void>(requests.fixAll);

/** How long it is said what was done, in milliseconds. */
const saidFor = 10_000;

/** Fixes all findings of a kind in a project, in the editor, where it can be looked at and undone; says how many need a decision. */
export async function fixAll(client: LanguageClient, params: FixAllParams): Promise<void> {
  const result = await client.sendRequest(fixAllRequest, params);
  const documentChanges = result.files.map(({ uri, version, edits }) => ({
    textDocument: { uri, version },
    edits: [...edits],
  }));
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit({ documentChanges });
  const isDone = result.fixed > 0 && (await workspace.applyEdit(edit));
  window.setStatusBarMessage(said(params.rule, result, isDone), saidFor);
}

function said(rule: string, { files, fixed, left }: FixAllResult, isDone: boolean): string {
  if (fixed === 0) return `$(info) EventSpec: each ${rule} needs a decision of yours.`;
  if (!isDone) return "$(warning) EventSpec: a file has changed meanwhile, so nothing was fixed.";
  const where = files.length === 1 ? "1 file" : `${files.length} files`;
  const rest = left > 0 ? ` ${left} more need${left === 1 ? "s" : ""} a decision of yours.` : "";
  return `$(check) EventSpec: fixed ${fixed} of ${rule} in ${where}; nothing is saved yet.${rest}`;
}
