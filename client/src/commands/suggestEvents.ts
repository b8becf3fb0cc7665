import { ProgressLocation, Uri, WorkspaceEdit, window, workspace } from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import {
  requests,
  type SuggestibleTable,
  type SuggestParams,
  type SuggestResult,
  type TablesParams,
} from "../../../server/src/editor/lsp/protocol.ts";
import { projectInFront } from "../projectFiles.ts";
import { showEvent } from "../showEvent.ts";
import type { Command } from "./command.ts";

const tablesRequest = new RequestType<TablesParams, readonly SuggestibleTable[], void>(requests.tables);
const suggestRequest = new RequestType<SuggestParams, SuggestResult, void>(requests.suggest);

type Suggested = Extract<SuggestResult, { status: "suggested" }>;

/** Writes a spec of the events that a table suggests, unsaved, and shows the first. Overwrites nothing. */
export const suggestEvents: Command = {
  id: "eventspec.suggestEvents",
  run: async ({ client }) => {
    const uri = await projectInFront();
    const table = uri && (await whichTable(client, uri));
    if (!uri || !table) return;
    const options = {
      location: ProgressLocation.Notification,
      title: `EventSpec: looking at ${table}`,
      cancellable: true,
    };
    const result = await window.withProgress(options, (_, token) =>
      client.sendRequest(suggestRequest, { uri, table }, token),
    );
    if (result.status === "suggested") await write(client, result);
    else void window.showInformationMessage([result.why, ...result.reasons.slice(0, 5)].join(" "));
  },
};

async function whichTable(client: LanguageClient, uri: string): Promise<string | undefined> {
  const tables = await client.sendRequest(tablesRequest, { uri });
  const items = tables.map(({ name, columns, description }) => ({
    label: name,
    description: `${columns} ${columns === 1 ? "column" : "columns"}`,
    ...(description !== undefined && { detail: description }),
  }));
  const placeHolder = items.length > 0 ? "The table whose events are wanted" : "No table is known yet";
  return (
    await window.showQuickPick(items, {
      title: "EventSpec: Suggest Events",
      placeHolder,
      matchOnDetail: true,
    })
  )?.label;
}

/** A file that is there stays: then the spec is a document without a name. */
async function write(client: LanguageClient, { uri, text, events, project, undeclared }: Suggested) {
  const file = Uri.parse(uri);
  const edit = new WorkspaceEdit();
  const isFree = await workspace.fs.stat(file).then(
    () => false,
    () => true,
  );
  if (isFree) edit.createFile(file, { contents: new TextEncoder().encode(text) });
  if (project)
    edit.set(Uri.parse(project.uri), await client.protocol2CodeConverter.asTextEdits([...project.edits]));
  await workspace.applyEdit(edit);
  const [first = ""] = events;
  if (isFree) await showEvent(file, first);
  else
    await window.showTextDocument(
      await workspace.openTextDocument({ language: "event-spec", content: text }),
    );
  const missing = undeclared ? ` Declare ${undeclared.join(", ")} below entities in eventspec.yml.` : "";
  const count = events.length === 1 ? "1 event" : `${events.length} events`;
  window.setStatusBarMessage(
    `$(check) EventSpec: ${count} suggested; say what each means.${missing}`,
    10_000,
  );
}
