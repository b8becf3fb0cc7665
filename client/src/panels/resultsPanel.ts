/** The results panel beside the terminal: holds what it shows and hands it to the browser side, which only draws. */
import { randomBytes } from "node:crypto";
import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  env,
  Uri,
  type Event as VsCodeEvent,
  type Webview,
  type WebviewView,
  window,
  workspace,
} from "vscode";
import { type FromWebview, idColumn, type ResultsState, type ToWebview } from "./messages.ts";
import { panelHtml } from "./panelHtml.ts";
import { tableOn } from "./rows.ts";

/** The view's id in package.json. */
const viewId = "eventspec.results";

export interface ResultsPanel extends Disposable {
  show(state: ResultsState): void;
  /** Brings the panel to the front without taking the keyboard from the editor. */
  reveal(): Promise<void>;
  state(): ResultsState;
  readonly onMessage: VsCodeEvent<FromWebview>;
}

export function createResultsPanel(context: ExtensionContext): ResultsPanel {
  const messages = new EventEmitter<FromWebview>();
  let state: ResultsState = { kind: "empty", trusted: workspace.isTrusted };
  let view: WebviewView | undefined;

  const post = () => void view?.webview.postMessage({ type: "state", state } satisfies ToWebview);
  const show = (next: ResultsState) => {
    state = next;
    setContexts(next);
    post();
  };

  const subscriptions = [
    messages,
    window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: (resolved) => {
        view = resolved;
        resolved.webview.onDidReceiveMessage((message: FromWebview) => {
          // The page asks anew whenever VS Code has thrown it away and made it again.
          if (message.type === "ready") post();
          else if (message.type === "copy") void env.clipboard.writeText(message.text);
          else if (message.type === "makeExample")
            void commands.executeCommand("eventspec.makeExample", { row: message.row });
          else messages.fire(message);
        });
        resolved.onDidDispose(() => {
          view = undefined;
        });
        loadPage(resolved.webview, Uri.joinPath(context.extensionUri, "dist", "webview"));
      },
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      if (state.kind === "empty") show({ kind: "empty", trusted: true });
    }),
  ];

  return {
    show,
    reveal: async () => {
      if (view) view.show(true);
      else await commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
    },
    state: () => state,
    onMessage: messages.event,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function loadPage(webview: Webview, resources: Uri): void {
  webview.options = { enableScripts: true, localResourceRoots: [resources] };
  webview.html = panelHtml({
    name: "results",
    title: "Event Rows",
    nonce: randomBytes(16).toString("base64url"),
    source: webview.cspSource,
    resource: (file) => webview.asWebviewUri(Uri.joinPath(resources, file)).toString(),
  });
}

/** What the view's menus look at. */
function setContexts(state: ResultsState): void {
  const table = tableOn(state);
  const contexts = {
    previewRunning: state.kind === "running",
    hasRows: table !== undefined,
    hasEvents: table !== undefined && idColumn(table) >= 0,
    hasPersonalValues: state.kind === "rows" && state.result.columns.some((column) => column.personal),
  };
  for (const [name, value] of Object.entries(contexts)) {
    void commands.executeCommand("setContext", `eventspec.${name}`, value);
  }
}
