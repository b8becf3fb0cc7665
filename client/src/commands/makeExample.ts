import {
  type CancellationToken,
  ProgressLocation,
  Range,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import { requests } from "../../../server/src/editor/lsp/protocol.ts";
import type { MakeExampleParams, MakeExampleResult } from "../../../server/src/editor/lsp/tests/protocol.ts";
import { type CellContext, idColumn } from "../panels/messages.ts";
import { tableOn } from "../panels/rows.ts";
import type { Command } from "./command.ts";

const makeExampleType = new RequestType<MakeExampleParams, MakeExampleResult, void>(requests.makeExample);

/** Adds an example to the event of a row in the results panel: its source rows, and what comes out of them. The file is not saved. */
export const makeExample: Command = {
  id: "eventspec.makeExample",
  run: async ({ client, results }, context) => {
    const state = results.state();
    const table = tableOn(state);
    if (!table || (state.kind !== "rows" && state.kind !== "failing")) return undefined;
    const id = table.rows[(context as Pick<CellContext, "row">).row]?.[idColumn(table)];
    if (typeof id !== "string") {
      window.setStatusBarMessage(
        "$(info) EventSpec: this row is no event, so no example can be made of it.",
        5000,
      );
      return undefined;
    }
    const event = state.kind === "rows" ? state.result.event : state.event;
    return make(client, { uri: state.uri, event, id });
  },
};

async function make(client: LanguageClient, params: MakeExampleParams): Promise<MakeExampleResult> {
  const document = await workspace.openTextDocument(Uri.parse(params.uri));
  const { version } = document;
  const result = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: `EventSpec: making an example of ${params.event}`,
      cancellable: true,
    },
    (_, token) => ask(client, params, token),
  );
  if (result.status === "refused")
    void window.showWarningMessage(`No example of ${params.event} can be made. ${result.message}`);
  if (result.status !== "made") return result;
  if (document.version !== version) {
    void window.showWarningMessage(
      "The spec was edited meanwhile, so the example was not added. Make it again.",
    );
    return { status: "cancelled" };
  }
  const { start, end } = result.range;
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(start.line, start.character, end.line, end.character), result.newText);
  await workspace.applyEdit(edit);
  const at = document.offsetAt(document.positionAt(0).with(start.line, start.character));
  const selection = new Range(document.positionAt(at), document.positionAt(at + result.newText.length));
  await window.showTextDocument(document, { selection });
  window.setStatusBarMessage(`$(check) EventSpec: the example passes.${whatIsMasked(result.masked)}`, 10_000);
  return result;
}

async function ask(
  client: LanguageClient,
  params: MakeExampleParams,
  token: CancellationToken,
): Promise<MakeExampleResult> {
  try {
    return await client.sendRequest(makeExampleType, params, token);
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled" };
    return { status: "refused", message: error instanceof Error ? error.message : String(error) };
  }
}

function whatIsMasked(columns: number): string {
  if (columns === 0) return "";
  return ` ${columns === 1 ? "1 private column has" : `${columns} private columns have`} other values than the source.`;
}
