/** Rows that show why a check failed, in the results panel. */
import { type Disposable, type TestItem, window } from "vscode";
import type { Tested } from "../../../server/src/editor/lsp/tests/protocol.ts";
import type { ResultsState } from "../panels/messages.ts";
import type { ResultsPanel } from "../panels/resultsPanel.ts";
import { itemsOf, placeOf } from "./items.ts";

type FailingState = Extract<ResultsState, { kind: "failing" }>;

interface Shown {
  readonly item: TestItem;
  readonly result: Tested;
  /** The event or its data have changed since. */
  outdated: boolean;
}

export interface FailingRows extends Disposable {
  keep(item: TestItem, result: Tested): void;
  /** Results of the event, or of everything, may not hold any more. */
  markStale(event: TestItem): void;
  /** The checks of an event whose last run failed or could not be run, in their order. */
  failuresOf(event: TestItem): readonly TestItem[];
  /** Shows the rows of a check, or of the first failing one of an event; says so when there are none. */
  show(item: TestItem): Promise<FailingState | undefined>;
}

/** `release`: takes the panel from who has shown something before. */
export function createFailingRows(
  panel: ResultsPanel,
  release: () => void,
  actions: { runAgain(item: TestItem): void; goTo(item: TestItem): void },
): FailingRows {
  const results = new Map<string, Shown>();
  let front: Shown | undefined;

  const draw = () => {
    if (front && panel.state().kind === "failing") panel.show(stateOf(front));
  };
  const messages = panel.onMessage(({ type }) => {
    if (!front || panel.state().kind !== "failing") return;
    if (type === "testAgain") actions.runAgain(front.item);
    if (type === "goToCheck") actions.goTo(front.item);
  });

  const failing = (event: TestItem): Shown[] => {
    const known = itemsOf(event.children).flatMap((item) => results.get(keyOf(item)) ?? []);
    const found = known.filter(({ result: { status } }) => status === "failed" || status === "error");
    return found.sort((a, b) => (a.item.sortText ?? "").localeCompare(b.item.sortText ?? ""));
  };

  return {
    keep: (item, result) => {
      const kept = { item, result, outdated: false };
      results.set(keyOf(item), kept);
      const isShown = front && keyOf(front.item) === keyOf(item);
      if (isShown && panel.state().kind === "failing") {
        front = kept;
        draw();
      }
    },
    markStale: (event) => {
      for (const item of itemsOf(event.children)) {
        const known = results.get(keyOf(item));
        if (known) known.outdated = true;
      }
      draw();
    },
    failuresOf: (event) => failing(event).map(({ item }) => item),
    show: async (item) => {
      const found = [results.get(keyOf(item)), ...failing(item)].find(
        (each) => each?.result.shown && each.result.shown.rows.length > 0,
      );
      if (!found) {
        window.setStatusBarMessage("$(info) EventSpec: the last run has no failing rows to show here.", 5000);
        return undefined;
      }
      release();
      front = found;
      await panel.reveal();
      const state = stateOf(found);
      panel.show(state);
      return state;
    },
    dispose: () => messages.dispose(),
  };
}

function keyOf(item: TestItem): string {
  return JSON.stringify(placeOf(item));
}

function stateOf({ item, result, outdated }: Shown): FailingState {
  const { event, message, status, failing, sql, shown = { columns: [], rows: [] } } = result;
  return {
    kind: "failing",
    uri: (item.parent ?? item).uri?.toString() ?? "",
    event,
    check: item.label,
    message,
    failed: status === "failed" || status === "error",
    table: shown,
    outdated,
    ...(failing !== undefined && { failing }),
    ...(sql !== undefined && { sql }),
  };
}
