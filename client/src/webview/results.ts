/** The results panel in the browser: draws the state that the extension hands it, and passes on what the user does. */
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import "./results.css";
import type { FromWebview, ResultsState, Send, ToWebview } from "../panels/messages.ts";
import { drawMessage } from "./messageView.ts";
import { drawRows, type RowsView } from "./rowsView.ts";

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const send: Send = (message) => vscode.postMessage(message);
const panel = document.getElementById("panel");

/** What must be put away before the next state is drawn. */
let drawn: { dispose(): void; copied?(): string } | undefined;

function draw(state: ResultsState): void {
  if (!panel) return;
  drawn?.dispose();
  panel.replaceChildren();
  panel.dataset.state = state.kind;
  drawn = state.kind === "rows" ? drawRows(panel, state, send, tabMemory) : drawMessage(panel, state, send);
}

/** The tab in front survives new rows and a panel that was hidden meanwhile. */
const tabMemory = {
  get: () => (vscode.getState() === "sql" ? "sql" : "rows") as RowsView,
  set: (tab: RowsView) => vscode.setState(tab),
};

window.addEventListener("message", ({ data }: MessageEvent<ToWebview>) => {
  if (data.type === "state") draw(data.state);
});
document.addEventListener("copy", (event) => {
  const text = drawn?.copied?.();
  if (!text) return;
  event.preventDefault();
  send({ type: "copy", text });
});
send({ type: "ready" });
