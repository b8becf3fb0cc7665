/** The panel without rows: nothing asked yet, a query at work, or why there are no rows. */
import type { Door } from "../../../server/src/editor/lsp/protocol.ts";
import type { ResultsState, Send } from "../panels/messages.ts";
import { element, textButton } from "./dom.ts";
import { duration } from "./numbers.ts";
import { sqlBlock } from "./sqlBlock.ts";

type WithoutRows = Exclude<ResultsState, { kind: "rows" | "failing" }>;

export function drawMessage(panel: HTMLElement, state: WithoutRows, send: Send): { dispose(): void } {
  switch (state.kind) {
    case "empty":
      panel.append(emptyView(state.trusted, send));
      return nothing;
    case "running":
      return drawRunning(panel, state, send);
    case "failed":
      panel.append(failedView(state, send));
      return nothing;
    case "cancelled":
      panel.append(notice("circle-slash", `The preview of ${state.event} was cancelled.`, send));
      return nothing;
    case "dropped":
      panel.append(
        notice(
          "history",
          `The spec of ${state.event} changed while the query ran, so its rows were dropped.`,
          send,
        ),
      );
      return nothing;
  }
}

const nothing = { dispose: () => {} };

/** What the buttons say that lead out of a failure. */
const doorTitles: Readonly<Record<Door, string>> = {
  manageTrust: "Manage Trust",
  createProject: "Create Project",
  openProjectFile: "Open Project File",
  switchConnection: "Switch Connection",
  showLog: "Show Log",
};

function doorButton(door: Door, send: Send, secondary = false): HTMLElement {
  return textButton(doorTitles[door], () => send({ type: "goThrough", door }), secondary);
}

function emptyView(trusted: boolean, send: Send): HTMLElement {
  const key = /Mac/.test(navigator.platform) ? "⌘ Enter" : "Ctrl+Enter";
  const text = trusted
    ? [
        "Put the cursor into an event and press ",
        element("kbd", {}, key),
        ", or click ",
        element("b", {}, "Preview"),
        " above it. Its rows appear here.",
      ]
    : ["This workspace is not trusted, so no query runs. Trust it to see rows here."];
  return element(
    "section",
    { class: "empty" },
    element("span", { class: `codicon codicon-${trusted ? "pulse" : "shield"}`, "aria-hidden": "true" }),
    element("p", {}, ...text),
    ...(trusted ? [] : [doorButton("manageTrust", send)]),
  );
}

function drawRunning(
  panel: HTMLElement,
  state: Extract<WithoutRows, { kind: "running" }>,
  send: Send,
): { dispose(): void } {
  const clock = element("span", { class: "clock" });
  const tick = () => {
    clock.textContent = duration(Math.round((Date.now() - state.startedAt) / 100) * 100);
  };
  tick();
  const timer = setInterval(tick, 100);
  panel.append(
    element("vscode-progress-bar", { indeterminate: true, "aria-label": "The query is running" }),
    element(
      "section",
      { class: "notice", role: "status" },
      element("span", {}, "Reading ", element("b", {}, state.event), " …"),
      clock,
      textButton("Cancel", () => send({ type: "cancel" }), true),
    ),
  );
  return { dispose: () => clearInterval(timer) };
}

function failedView(state: Extract<WithoutRows, { kind: "failed" }>, send: Send): HTMLElement {
  const { event, message, hint, doors, sql, hasPlace, confirmable } = state;
  const buttons = element("div", { class: "buttons" });
  buttons.append(...doors.map((door, index) => doorButton(door, send, index > 0)));
  if (hasPlace) buttons.append(textButton("Go to Place", () => send({ type: "goToPlace" })));
  if (confirmable) buttons.append(textButton("Run Anyway", () => send({ type: "runAnyway" }), true));
  else buttons.append(textButton("Run Again", () => send({ type: "runAgain" }), true));
  const view = element(
    "section",
    { class: "failed", role: "alert" },
    element(
      "h2",
      {},
      element("span", { class: "codicon codicon-error", "aria-hidden": "true" }),
      ` ${event} gave no rows`,
    ),
    element("pre", { class: "reason", tabindex: "0" }, message),
  );
  if (hint) view.append(element("p", {}, hint));
  view.append(buttons);
  if (sql)
    view.append(
      element(
        "details",
        {},
        element("summary", {}, confirmable ? "The SQL that would run" : "The SQL that was run"),
        sqlBlock(sql),
      ),
    );
  return view;
}

function notice(icon: string, text: string, send: Send): HTMLElement {
  return element(
    "section",
    { class: "notice", role: "status" },
    element("span", { class: `codicon codicon-${icon}`, "aria-hidden": "true" }),
    element("span", {}, text),
    textButton("Run Again", () => send({ type: "runAgain" }), true),
  );
}
