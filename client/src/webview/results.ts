/** The results panel in the browser: draws the state that the extension hands it, and passes on what the user does. */
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import "./results.css";
import type { FromWebview, ResultsState, Send, ToWebview } from "../panels/messages.ts";
import { drawFailing } from "./failingView.ts";
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
  const wasSearching = document.activeElement?.classList.contains("search") === true;
  drawn?.dispose();
  panel.replaceChildren();
  panel.dataset.state = state.kind;
  if (state.kind === "rows") drawn = drawRows(panel, state, send, memory);
  else if (state.kind === "failing") drawn = drawFailing(panel, state, send);
  else drawn = drawMessage(panel, state, send);
  if (wasSearching) searchOn(panel);
}

/** Gives the keyboard back to the search, once its field has been drawn. */
function searchOn(panel: HTMLElement): void {
  requestAnimationFrame(() => {
    const field = panel.querySelector<HTMLInputElement>(".search");
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}

let searched = { event: "", text: "" };

/** The tab in front also survives a panel that was hidden meanwhile. */
const memory = {
  tab: {
    get: () => (vscode.getState() === "sql" ? "sql" : "rows") as RowsView,
    set: (tab: RowsView) => vscode.setState(tab),
  },
  search: {
    get: (event: string) => (searched.event === event ? searched.text : ""),
    set: (event: string, text: string) => {
      searched = { event, text };
    },
  },
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
