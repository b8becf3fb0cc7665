/** Runs a project's examples over its own catalog: nothing is read of any warehouse. */
import type { Project } from "../../server/src/project/types.ts";
import { checksOf } from "../../server/src/proof/checks.ts";
import type { CheckResult } from "../../server/src/proof/results.ts";
import { acceptExamples } from "../../server/src/tasks/test/acceptExamples.ts";
import { runTests } from "../../server/src/tasks/test/runTests.ts";
import type { TestRequest } from "../../server/src/tasks/test/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";

/** Results by the examples' names. */
export async function proveExamples(
  project: Project,
  connection: Connection,
): Promise<ReadonlyMap<string, CheckResult>> {
  const results = await runTests(requestOf(project, connection), never());
  return new Map(results.map((result) => [result.check.name, result]));
}

function requestOf(project: Project, connection: Connection): TestRequest {
  const checks = project.events
    .flatMap((event) => checksOf(project, event))
    .filter(({ part }) => part === "examples");
  return {
    ...{
      project,
      connection,
      exampleEngine: connection,
      dialect: connection.dialect,
      bound: undefined,
      checks,
    },
    ...{ now: "2026-06-01T00:00:00.000Z", window: {}, timeoutMs: 60_000, maxBytes: undefined },
  };
}

/** The file's text after its failing examples expect what comes out; `undefined` where nothing was accepted. */
export async function acceptedText(
  project: Project,
  connection: Connection,
  file: string,
): Promise<string | undefined> {
  const request = requestOf(project, connection);
  const accepted = await acceptExamples(request, await runTests(request, never()), never());
  return accepted.texts.get(file);
}
