/** Runs a project's examples over its own catalog: nothing is read of any warehouse. */
import type { Project } from "../../server/src/project/types.ts";
import { checksOf } from "../../server/src/proof/checks.ts";
import type { CheckResult } from "../../server/src/proof/results.ts";
import { runTests } from "../../server/src/tasks/test/runTests.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";

/** Results by the examples' names. */
export async function proveExamples(
  project: Project,
  connection: Connection,
): Promise<ReadonlyMap<string, CheckResult>> {
  const checks = project.events
    .flatMap((event) => checksOf(project, event))
    .filter(({ part }) => part === "examples");
  const results = await runTests(
    {
      ...{
        project,
        connection,
        exampleEngine: connection,
        dialect: connection.dialect,
        bound: undefined,
        checks,
      },
      ...{ now: "2026-06-01T00:00:00.000Z", window: {}, timeoutMs: 60_000, maxBytes: undefined },
    },
    never(),
  );
  return new Map(results.map((result) => [result.check.name, result]));
}
