/** The panel with rows: what was read from where, tabs for rows and SQL, and one cell in full. */
import "@vscode-elements/elements/dist/vscode-tab-header/index.js";
import "@vscode-elements/elements/dist/vscode-tab-panel/index.js";
import "@vscode-elements/elements/dist/vscode-tabs/index.js";
import type { ResultsState, Send } from "../panels/messages.ts";
import { showDetail } from "./cellDetail.ts";
import { element, iconButton } from "./dom.ts";
import { exampleButton } from "./exampleButton.ts";
import { createGrid } from "./grid.ts";
import { count, duration } from "./numbers.ts";
import { outdatedBanner } from "./outdatedBanner.ts";
import { sqlBlock } from "./sqlBlock.ts";
import { whyView } from "./whyView.ts";

type RowsState = Extract<ResultsState, { kind: "rows" }>;

export type RowsView = "rows" | "sql";

/** What the user has chosen in the view, which survives new rows. */
interface Memory {
  readonly tab: { get(): RowsView; set(tab: RowsView): void };
  /** What is searched for, in the rows of one event. */
  readonly search: { get(event: string): string; set(event: string, text: string): void };
}

export function drawRows(
  panel: HTMLElement,
  state: RowsState,
  send: Send,
  { tab, search: searched }: Memory,
) {
  const host = element("div", { class: "grid" });
  const detail = element("aside", { class: "detail", hidden: true, "aria-label": "Cell" });
  const example = exampleButton(state.result);
  const search = searchField(searched.get(state.result.event));
  const tabs = element(
    "vscode-tabs",
    { panel: true, "selected-index": tab.get() === "sql" ? "1" : "0" },
    element("vscode-tab-header", { slot: "header" }, "Rows"),
    element("vscode-tab-header", { slot: "header" }, "SQL"),
    element(
      "div",
      { slot: "addons", class: "addons" },
      summary(state),
      search,
      actions(state, send, example),
    ),
    element(
      "vscode-tab-panel",
      { class: "rows" },
      element("div", { class: "table" }, host, detail),
      whyView(state, send),
    ),
    element("vscode-tab-panel", {}, sqlBlock(state.result.sql)),
  );
  tabs.addEventListener("vsc-tabs-select", (event) => {
    const { selectedIndex } = (event as CustomEvent<{ selectedIndex: number }>).detail;
    tab.set(selectedIndex === 1 ? "sql" : "rows");
  });
  if (state.outdated)
    panel.append(
      outdatedBanner("The spec has changed since these rows were read.", () => send({ type: "runAgain" })),
    );
  panel.append(tabs);
  const zone = state.zone?.shown ? state.zone : undefined;
  const { result, technicalShown } = state;
  const empty = "No event of this kind.";
  const shown = { table: result, zone, technicalShown, empty, search: search.value };
  const onExample = (row: number) => send({ type: "makeExample", row });
  const grid = createGrid(host, shown, { onOpen: (place) => showDetail(detail, place, host), onExample });
  example.addEventListener("click", () => onExample(grid.selectedRow() ?? 0));
  search.addEventListener("input", () => {
    searched.set(result.event, search.value);
    grid.search(search.value);
  });
  return {
    dispose: grid.destroy,
    copied: () => (host.contains(document.activeElement) ? grid.selectedText() : ""),
  };
}

function searchField(text: string): HTMLInputElement {
  const field = element("input", {
    type: "search",
    class: "search",
    placeholder: "Search rows",
    "aria-label": "Search rows",
  }) as HTMLInputElement;
  field.value = text;
  return field;
}

/** `order_placed · 50 of 2,144 events · 31 ms · dev`, and a mark where the limit cut. */
function summary({ result }: RowsState): HTMLElement {
  const shown = result.rows.length;
  const isPart = result.total !== undefined && result.total !== shown;
  const first = result.truncated ? `first ${count(shown, "row")}` : count(shown, "row");
  const rows = isPart ? `${shown} of ${count(result.total ?? 0, "event")}` : first;
  const { cutCells } = result;
  const cut = cutCells === undefined ? [] : [`${count(cutCells, "cell")} cut`];
  const parts = [rows, ...cut, duration(result.elapsedMs), result.connection];
  return element(
    "span",
    { class: "summary", role: "status" },
    element("b", {}, result.event),
    ...parts.flatMap((part, index) => [
      element("span", { class: "separator", "aria-hidden": "true" }, "·"),
      element("span", { class: index === 0 && result.truncated ? "truncated" : "part" }, part),
    ]),
  );
}

function actions(state: RowsState, send: Send, example: HTMLElement): HTMLElement {
  const buttons: HTMLElement[] = [example];
  if (state.result.columns.some((column) => column.personal)) {
    const label = state.personalShown ? "Mask Personal Values" : "Show Personal Values";
    buttons.push(
      iconButton(state.personalShown ? "eye-closed" : "eye", label, () => send({ type: "togglePersonal" })),
    );
  }
  if (state.result.columns.some(({ technical }) => technical)) {
    const label = state.technicalShown ? "Hide Technical Columns" : "Show Technical Columns";
    buttons.push(
      iconButton(state.technicalShown ? "fold" : "unfold", label, () => send({ type: "toggleTechnical" })),
    );
  }
  const { zone } = state;
  if (zone) {
    const label = zone.shown ? "Show Times in UTC" : `Show Times in ${zone.name}`;
    buttons.push(iconButton("clock", label, () => send({ type: "toggleZone" })));
  }
  buttons.push(
    iconButton("open-preview", "Open SQL Beside the Spec", () => send({ type: "openSql" })),
    iconButton("refresh", "Run Again", () => send({ type: "runAgain" })),
  );
  return element("span", { class: "actions" }, ...buttons);
}
