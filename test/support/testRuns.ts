/** Runs of tests through the language server, as an editor asks for them. */
import { CancellationTokenSource } from "vscode-languageserver/node";
import { notifications, requests } from "../../server/src/editor/lsp/protocol.ts";
import type {
  RunTestsParams,
  RunTestsResult,
  Tested,
  TestsBegun,
  TestsChanged,
  TestTarget,
} from "../../server/src/editor/lsp/tests/protocol.ts";
import type { LanguageClient } from "./languageClient.ts";

interface Run {
  /** Names of the checks that were to be run. */
  readonly begun: readonly string[];
  readonly results: readonly Tested[];
  readonly answer: RunTestsResult;
}

export interface TestRuns {
  run(include: readonly TestTarget[], more?: Partial<RunTestsParams>): Promise<Run>;
  /** Stops once `until` is fulfilled. Gives the milliseconds until it was answered. */
  stopped(
    include: readonly TestTarget[],
    until: () => Promise<unknown>,
  ): Promise<Run & { readonly ms: number }>;
  /** The next word of what has changed in the tree that fulfils a condition. */
  changed(until: (changed: TestsChanged) => boolean): Promise<TestsChanged>;
}

/** `uri`: of a file of the project. */
export function testRuns({ connection }: LanguageClient, uri: string): TestRuns {
  let number = 0;
  const begun = new Map<string, readonly string[]>();
  const results = new Map<string, Tested[]>();
  const waiting = new Set<(changed: TestsChanged) => void>();
  connection.onNotification(notifications.testsBegun, ({ run, checks }: TestsBegun) => {
    begun.set(
      run,
      checks.map(({ event, label }) => `${event} ${label}`),
    );
  });
  connection.onNotification(notifications.tested, (tested: Tested) => {
    results.set(tested.run, [...(results.get(tested.run) ?? []), tested]);
  });
  connection.onNotification(notifications.testsChanged, (changed: TestsChanged) => {
    for (const look of [...waiting]) look(changed);
  });
  const start = (include: readonly TestTarget[], more: Partial<RunTestsParams> = {}) => {
    const run = String(++number);
    const source = new CancellationTokenSource();
    const params: RunTestsParams = { run, uri, include, ...more };
    const answered = connection
      .sendRequest<RunTestsResult>(requests.runTests, params, source.token)
      .then((answer) => ({ answer, begun: begun.get(run) ?? [], results: results.get(run) ?? [] }));
    return { answered, stop: () => source.cancel() };
  };
  return {
    run: (include, more) => start(include, more).answered,
    async stopped(include, until) {
      const { answered, stop } = start(include);
      await until();
      const began = performance.now();
      stop();
      const run = await answered;
      return { ...run, ms: performance.now() - began };
    },
    changed: (until) =>
      new Promise((resolve) => {
        const look = (changed: TestsChanged) => {
          if (!until(changed)) return;
          waiting.delete(look);
          resolve(changed);
        };
        waiting.add(look);
      }),
  };
}
