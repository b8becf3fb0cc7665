/** Runs the checks of a project on a real engine. */
import type { Project } from "../../server/src/project/types.ts";
import { type Check, checksOf } from "../../server/src/proof/checks.ts";
import type { CheckResult } from "../../server/src/proof/results.ts";
import { askConnection } from "../../server/src/tasks/askConnection.ts";
import { runTests } from "../../server/src/tasks/test/runTests.ts";
import type { TestRequest } from "../../server/src/tasks/test/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";

interface Proving
  extends Partial<Pick<TestRequest, "now" | "window" | "timeoutMs" | "maxBytes" | "jobs" | "onResult">> {
  readonly isWanted?: (check: Check) => boolean;
  /** Only events in these files are asked about. */
  readonly files?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Results by `event kind name`. */
export async function prove(
  project: Project,
  connection: Connection,
  { isWanted = () => true, files, signal = never(), ...rest }: Proving = {},
): Promise<ReadonlyMap<string, CheckResult>> {
  const known = await askConnection(project, connection, signal, files);
  const results = await runTests(
    {
      ...known,
      connection,
      dialect: connection.dialect,
      checks: known.project.events.flatMap((event) => checksOf(known.project, event)).filter(isWanted),
      now: "2026-02-01T00:00:00.000Z",
      window: {},
      timeoutMs: 60_000,
      maxBytes: undefined,
      ...rest,
    },
    signal,
  );
  return new Map(
    results.map((result) => [
      `${result.check.event.name} ${result.check.subject.kind} ${result.check.name}`,
      result,
    ]),
  );
}
