import { type QuickPickItem, window } from "vscode";
import { RequestType } from "vscode-languageclient/node";
import { requests, type UseConnectionParams } from "../../../server/src/editor/lsp/protocol.ts";
import type { Command } from "./command.ts";

const useConnection = new RequestType<UseConnectionParams, void, void>(requests.useConnection);

/** Chooses the connection of this session among those of the project file, which itself is not changed. */
export const switchConnection: Command = {
  id: "eventspec.switchConnection",
  run: async ({ client, statusBar }, name) => {
    const uri = window.activeTextEditor?.document.uri.toString();
    const status = statusBar.status();
    if (!uri) return;
    const connection =
      typeof name === "string" ? name : await ask(status?.connections ?? [], status?.connection);
    if (connection) await client.sendRequest(useConnection, { uri, connection });
  },
};

async function ask(names: readonly string[], current: string | undefined): Promise<string | undefined> {
  const items: QuickPickItem[] = names.map((label) => ({
    label,
    ...(label === current ? { description: "in use" } : {}),
  }));
  const placeHolder =
    items.length > 0 ? "Connection for this session" : "eventspec.yml names no connection yet";
  return (await window.showQuickPick(items, { title: "EventSpec: Switch Connection", placeHolder }))?.label;
}
