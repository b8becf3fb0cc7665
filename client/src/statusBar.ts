/** The status bar: the connection in use, what is being done, and how many findings there are. */
import {
  type Disposable,
  languages as editorLanguages,
  MarkdownString,
  StatusBarAlignment,
  window,
  workspace,
} from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { notifications, type Status } from "../../server/src/editor/lsp/protocol.ts";
import { doorCommands } from "./doors.ts";
import { isOurs } from "./languageClient.ts";
import {
  connectionLabel,
  countFindings,
  findingsLabel,
  type ServerState,
  statusDoor,
  statusFor,
  statusTooltip,
} from "./statusText.ts";

export interface StatusBar extends Disposable {
  /** The server's last word of the project in front; undefined before it has spoken. */
  status(): Status | undefined;
}

/** Shows the two items while a spec or a project file is in front, and keeps them current. */
export function createStatusBar(client: LanguageClient): StatusBar {
  const connection = window.createStatusBarItem("eventspec.connection", StatusBarAlignment.Left, 10);
  const findings = window.createStatusBarItem("eventspec.findings", StatusBarAlignment.Left, 9);
  connection.name = "EventSpec Connection";
  findings.name = "EventSpec Findings";
  findings.command = "workbench.actions.view.problems";
  /** By root. */
  const statuses = new Map<string, Status>();
  let server: ServerState = "starting";

  const current = () => statusFor(statuses, window.activeTextEditor?.document.uri.toString());
  const update = () => {
    const relevant = isOurs(window.activeTextEditor?.document.languageId);
    const status = current();
    const state = { server, status, trusted: workspace.isTrusted };
    connection.text = connectionLabel(state);
    connection.tooltip = new MarkdownString(statusTooltip(state), true);
    const door = statusDoor(state);
    connection.command = door === "restartServer" ? "eventspec.restartServer" : doorCommands[door];
    const counts = countFindings(editorLanguages.getDiagnostics().flatMap(([, list]) => list));
    findings.text = findingsLabel(counts, status);
    findings.tooltip = status?.unchecked ?? "EventSpec: Show findings";
    for (const item of [connection, findings]) relevant ? item.show() : item.hide();
  };

  const subscriptions = [
    connection,
    findings,
    client.onNotification(notifications.status, (next: Status) => {
      // The last one stands at the end.
      statuses.delete(next.root);
      if (!next.gone) statuses.set(next.root, next);
      update();
    }),
    client.onDidChangeState(({ newState }) => {
      server = newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped";
      if (server !== "running") statuses.clear();
      update();
    }),
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidGrantWorkspaceTrust(update),
    editorLanguages.onDidChangeDiagnostics(update),
  ];
  update();
  return {
    status: current,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
