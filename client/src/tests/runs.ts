/** Runs tests: asks the server for each project, and shows each result as it comes. */
import { type TestController, type TestItem, TestMessage, type TestRun, type TestRunRequest } from "vscode";
import { CancellationTokenSource, type LanguageClient, RequestType } from "vscode-languageclient/node";
import { notifications, requests } from "../../../server/src/editor/lsp/protocol.ts";
import type {
  RunTestsParams,
  RunTestsResult,
  Tested,
  TestsBegun,
} from "../../../server/src/editor/lsp/tests/protocol.ts";
import { itemAt, itemsOf, type Place, placeOf, putChecks } from "./items.ts";
import { asTerminal, messagesOf, outputOf } from "./messages.ts";
import type { TestTree } from "./tree.ts";

const runRequest = new RequestType<RunTestsParams, RunTestsResult, void>(requests.runTests);

/** What came of a run. */
export interface RunSummary {
  readonly status: RunTestsResult["status"];
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly skipped: number;
}

export interface TestRuns {
  /** Resolves once the run has ended, which Stop does at once. */
  run(request: TestRunRequest, withoutWarehouse: boolean): Promise<RunSummary>;
}

interface Surroundings {
  readonly client: LanguageClient;
  readonly controller: TestController;
  readonly tree: TestTree;
  /** Told each result. */
  readonly onResult: (item: TestItem, result: Tested) => void;
}

/** The part of a run that is of one project. */
interface Part {
  readonly root: string;
  readonly run: TestRun;
  /** What was asked for. */
  readonly items: readonly TestItem[];
  /** Those that are to be run and have no result yet. */
  readonly waiting: Set<TestItem>;
  readonly counts: Record<Tested["status"], number>;
}

export function createTestRuns(around: Surroundings): TestRuns {
  /** Under way, by what the server calls them. */
  const parts = new Map<string, Part>();
  let number = 0;
  around.client.onNotification(notifications.testsBegun, (begun: TestsBegun) => {
    const part = parts.get(begun.run);
    if (part) begin(around, part, begun);
  });
  around.client.onNotification(notifications.tested, (result: Tested) => {
    const part = parts.get(result.run);
    if (part) finish(around, part, result);
  });
  return {
    run: async (request, withoutWarehouse) => {
      const run = around.controller.createTestRun(request);
      const stop = new CancellationTokenSource();
      const counts = { passed: 0, failed: 0, error: 0, skipped: 0 };
      const stopped = new Promise<"cancelled">((resolve) => {
        run.token.onCancellationRequested(() => {
          stop.cancel();
          resolve("cancelled");
        });
      });
      const ids: string[] = [];
      const asked = [...byProject(around, request.include)].map(async ([root, items]) => {
        const id = String(++number);
        ids.push(id);
        const part: Part = { root, run, items, waiting: new Set(), counts };
        parts.set(id, part);
        const params = paramsOf(part, id, request.exclude ?? [], withoutWarehouse);
        return askFor(around, part, params, stop);
      });
      const status = await Promise.race([stopped, Promise.all(asked).then(worstOf)]);
      for (const id of ids) parts.delete(id);
      run.end();
      const { passed, failed, error, skipped } = counts;
      return { status, passed, failed, errors: error, skipped };
    },
  };
}

function byProject(
  { controller }: Surroundings,
  include: readonly TestItem[] | undefined,
): Map<string, TestItem[]> {
  const found = new Map<string, TestItem[]>();
  for (const item of include ?? itemsOf(controller.items)) {
    const { root } = placeOf(item);
    const known = found.get(root);
    if (known) known.push(item);
    else found.set(root, [item]);
  }
  return found;
}

function paramsOf(
  { root, items }: Part,
  run: string,
  exclude: readonly TestItem[],
  withoutWarehouse: boolean,
): RunTestsParams {
  const target = ({ root: _, ...target }: Place) => target;
  return {
    run,
    uri: `${root}/eventspec.yml`,
    include: items.map((item) => target(placeOf(item))),
    exclude: exclude
      .map(placeOf)
      .filter((place) => place.root === root)
      .map(target),
    ...(withoutWarehouse && { withoutWarehouse }),
  };
}

/** Never rejects: what keeps tests from being run is shown at each of them. */
async function askFor(
  { client, tree }: Surroundings,
  part: Part,
  params: RunTestsParams,
  { token }: CancellationTokenSource,
): Promise<RunTestsResult["status"]> {
  const { run, items, waiting } = part;
  await tree.project(params.uri);
  const result = await client.sendRequest(runRequest, params, token).catch(
    (error: unknown): RunTestsResult => ({
      status: "failed",
      message: error instanceof Error ? error.message : String(error),
      hint: "Run the tests again; the log says more (EventSpec: Show Log).",
    }),
  );
  if (token.isCancellationRequested) return "cancelled";
  if (result.status === "failed") {
    const text = [result.message, result.hint].filter(Boolean).join(" ");
    run.appendOutput(asTerminal(`! ${text}`));
    for (const item of waiting.size > 0 ? waiting : items) run.errored(item, new TestMessage(text));
  } else if (Object.values(part.counts).every((count) => count === 0))
    run.appendOutput(
      asTerminal(params.withoutWarehouse ? "No examples to run here." : "No checks to run here."),
    );
  return result.status;
}

/** Items of the checks that are to be run, made where nobody has looked at their event yet. */
function begin({ controller }: Surroundings, { root, run, waiting }: Part, { checks }: TestsBegun): void {
  for (const check of checks) {
    const { file, event, id } = check;
    const parent = itemAt(controller, { root, file, event });
    if (parent && !parent.children.get(id)) putChecks(controller, parent, [check], false);
    const item = parent?.children.get(id);
    if (!item) continue;
    waiting.add(item);
    run.started(item);
  }
}

function finish({ controller, onResult }: Surroundings, part: Part, result: Tested): void {
  const { root, run, waiting, counts } = part;
  const item = itemAt(controller, { root, file: result.file, event: result.event, check: result.check });
  counts[result.status] += 1;
  if (!item) return;
  waiting.delete(item);
  run.appendOutput(outputOf(result, item.label), undefined, item);
  onResult(item, result);
  const { status, elapsedMs } = result;
  if (status === "passed") run.passed(item, elapsedMs);
  else if (status === "skipped") run.skipped(item);
  else if (status === "failed") run.failed(item, messagesOf(result, item), elapsedMs);
  else run.errored(item, messagesOf(result, item), elapsedMs);
}

function worstOf(all: readonly RunTestsResult["status"][]): RunTestsResult["status"] {
  return all.find((status) => status === "failed") ?? all.find((status) => status === "cancelled") ?? "ended";
}
