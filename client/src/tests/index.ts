/** Tests in VS Code: the Test Explorer, its runs, and where the lenses above events lead. */
import {
  commands,
  Disposable,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ResultsState } from "../panels/messages.ts";
import type { ResultsPanel } from "../panels/resultsPanel.ts";
import type { EventPlace, Previews } from "../previews.ts";
import { createFailingRows } from "./failingRows.ts";
import { itemAt, itemsOf } from "./items.ts";
import { createTestRuns, type RunSummary } from "./runs.ts";
import { createTestTree } from "./tree.ts";

export interface Tests extends Disposable {
  /** Runs all checks of an event; says so when there is none. */
  run(place: EventPlace): Promise<RunSummary | undefined>;
  /** Shows where the checks of an event failed last: in the Test Explorer, and the line of the first one. */
  showFailures(place: EventPlace): Promise<void>;
  /** Shows the rows of a check that failed. In: what VS Code hands to a command of the Test Explorer's menus. */
  showRows(from: unknown): Promise<ResultsState | undefined>;
}

export function createTests(client: LanguageClient, panel: ResultsPanel, previews: Previews): Tests {
  const controller = tests.createTestController("eventspec", "EventSpec");
  const tree = createTestTree(client, controller);
  const rows = createFailingRows(panel, () => previews.leave(), {
    runAgain: (item) => void runs.run(requestFor(item), false),
    goTo: (item) => void goTo(item),
  });
  const runs = createTestRuns({ client, controller, tree, onResult: rows.keep });
  tree.onStale = (event) => {
    controller.invalidateTestResults(event);
    rows.markStale(event);
  };
  const all = controller.createRunProfile(
    "Run",
    TestRunProfileKind.Run,
    async (request) => void (await runs.run(request, false)),
    true,
  );
  controller.createRunProfile(
    "Run without Warehouse",
    TestRunProfileKind.Run,
    async (request) => void (await runs.run(request, true)),
  );

  /** The user looks at the spec and stays there. */
  const requestFor = (item: TestItem) => new TestRunRequest([item], undefined, all, false, true);
  const eventItem = async ({ uri, event }: EventPlace): Promise<TestItem | undefined> => {
    const root = await tree.project(uri);
    const project = root === undefined ? undefined : itemAt(controller, { root });
    const file = itemsOf(project?.children ?? []).find(
      (each) => each.uri?.toString() === Uri.parse(uri).toString(),
    );
    const found = file?.children.get(event);
    if (!found) window.setStatusBarMessage(`$(info) EventSpec: "${event}" has no tests to run yet.`, 5000);
    return found;
  };

  return {
    run: async (place) => {
      const item = await eventItem(place);
      return item && runs.run(requestFor(item), false);
    },
    showFailures: async (place) => {
      const event = await eventItem(place);
      const [first] = event ? rows.failuresOf(event) : [];
      if (!event) return;
      if (!first) {
        window.setStatusBarMessage(`$(info) EventSpec: no check of "${place.event}" has failed last.`, 5000);
        return;
      }
      await commands.executeCommand("vscode.revealTestInExplorer", first);
      await goTo(first);
    },
    showRows: async (from) => {
      const item = itemOf(from);
      return item && rows.show(item);
    },
    dispose: () => Disposable.from(rows, tree, controller).dispose(),
  };
}

/** Menus of items give the item, those of messages give it with the message. */
function itemOf(from: unknown): TestItem | undefined {
  const isItem = (value: unknown): value is TestItem =>
    typeof value === "object" && value !== null && "children" in value && "id" in value;
  if (isItem(from)) return from;
  const test = typeof from === "object" && from !== null && "test" in from ? from.test : undefined;
  return isItem(test) ? test : undefined;
}

async function goTo({ uri, range }: TestItem): Promise<void> {
  if (uri) await window.showTextDocument(uri, range ? { selection: range } : {});
}
