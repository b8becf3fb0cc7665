/** The panel with the rows that a check found: which check, what came of it, the rows, and the SQL that finds them. */
import "@vscode-elements/elements/dist/vscode-tab-header/index.js";
import "@vscode-elements/elements/dist/vscode-tab-panel/index.js";
import "@vscode-elements/elements/dist/vscode-tabs/index.js";
import type { ResultsState, Send } from "../panels/messages.ts";
import { showDetail } from "./cellDetail.ts";
import { element, iconButton } from "./dom.ts";
import { exampleButton } from "./exampleButton.ts";
import { createGrid } from "./grid.ts";
import { count } from "./numbers.ts";
import { outdatedBanner } from "./outdatedBanner.ts";
import { sqlBlock } from "./sqlBlock.ts";

type FailingState = Extract<ResultsState, { kind: "failing" }>;

export function drawFailing(panel: HTMLElement, state: FailingState, send: Send) {
  const host = element("div", { class: "grid" });
  const detail = element("aside", { class: "detail", hidden: true, "aria-label": "Cell" });
  const { sql } = state;
  const example = exampleButton(state.table);
  const tabs = element(
    "vscode-tabs",
    { panel: true },
    element("vscode-tab-header", { slot: "header" }, "Failing Rows"),
    ...(sql === undefined ? [] : [element("vscode-tab-header", { slot: "header" }, "SQL")]),
    element("div", { slot: "addons", class: "addons" }, summary(state), actions(send, example)),
    element("vscode-tab-panel", { class: "rows" }, element("div", { class: "table" }, host, detail)),
    ...(sql === undefined ? [] : [element("vscode-tab-panel", {}, sqlBlock(sql))]),
  );
  if (state.outdated)
    panel.append(
      outdatedBanner("The spec or its data have changed since this check was run.", () =>
        send({ type: "testAgain" }),
      ),
    );
  panel.append(heading(state), tabs);
  const { table } = state;
  const empty = "No row fails.";
  const onExample = (row: number) => send({ type: "makeExample", row });
  const grid = createGrid(
    host,
    { table, zone: undefined, technicalShown: true, empty, search: "" },
    { onOpen: (place) => showDetail(detail, place, host), onExample },
  );
  example.addEventListener("click", () => onExample(grid.selectedRow() ?? 0));
  return {
    dispose: grid.destroy,
    copied: () => (host.contains(document.activeElement) ? grid.selectedText() : ""),
  };
}

/** `✗ order_placed: total is never null`, and the sentence below it. */
function heading({ event, check, message, failed }: FailingState): HTMLElement {
  const icon = failed ? "error" : "pass";
  return element(
    "header",
    { class: "check" },
    element(
      "h2",
      {},
      element("span", { class: `codicon codicon-${icon}`, "aria-hidden": "true" }),
      ` ${event}: ${check}`,
    ),
    element("p", {}, message),
  );
}

/** `20 of 1,204 rows`: all are counted, some are shown. */
function summary({ table, failing }: FailingState): HTMLElement {
  const shown = table.rows.length;
  const isPart = failing !== undefined && failing > shown;
  const text = isPart ? `${shown} of ${count(failing, "row")}` : count(shown, "row");
  return element("span", { class: "summary", role: "status" }, text);
}

function actions(send: Send, example: HTMLElement): HTMLElement {
  return element(
    "span",
    { class: "actions" },
    example,
    iconButton("go-to-file", "Go to the Check", () => send({ type: "goToCheck" })),
    iconButton("refresh", "Run the Check Again", () => send({ type: "testAgain" })),
  );
}
