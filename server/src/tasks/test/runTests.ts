/** Runs checks: what needs the same rows together, several queries at once, each result as soon as it is there. */
import type { ProjectEvent } from "../../project/types.ts";
import type { Check, Part } from "../../proof/checks.ts";
import type { CheckResult, Verdict } from "../../proof/results.ts";
import { embeddedDialect } from "../../warehouse/open.ts";
import { queriesAtOnce } from "../../warehouse/queriesAtOnce.ts";
import { type Connection, WarehouseError } from "../../warehouse/types.ts";
import type { Asking } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { openExampleEngine } from "./exampleEngine.ts";
import { testExamples } from "./testExamples.ts";
import { testJoins } from "./testJoins.ts";
import { testOrder } from "./testOrder.ts";
import { testReconciliation } from "./testReconciliation.ts";
import { sameFor, testRows } from "./testRows.ts";
import { testTwins } from "./testTwins.ts";
import type { TestRequest } from "./types.ts";

/** Checks that are run together. */
interface Job {
  readonly event: ProjectEvent;
  readonly checks: readonly Check[];
  run(asking: Asking): Promise<ReadonlyMap<Check, Verdict>>;
}

/**
 * Out: a result for each check, in their order. Once `signal` is aborted nothing new begins, and the checks that have no result
 * yet are left out. Rejects only with what is not the warehouse's.
 */
export async function runTests(request: TestRequest, signal: AbortSignal): Promise<CheckResult[]> {
  const { connection, timeoutMs, maxBytes, checks, onResult } = request;
  const { jobs: atOnce = queriesAtOnce(connection.capabilities) } = request;
  const asking: Asking = { connection, signal, timeoutMs, maxBytes };
  const results = new Map<Check, CheckResult>();
  const engine = exampleEngine(request, signal);
  const waiting = jobsOf(request, engine);
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job && !signal.aborted; job = waiting.shift()) {
      for (const result of await runJob(job, asking)) {
        results.set(result.check, result);
        onResult?.(result);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work)).finally(engine.close);
  return checks.flatMap((check) => results.get(check) ?? []);
}

async function runJob(job: Job, asking: Asking): Promise<CheckResult[]> {
  const began = performance.now();
  const verdicts = await job.run(asking).catch((error: unknown) => {
    if (!(error instanceof WarehouseError)) throw error;
    return sameFor(job.checks, errorVerdict(error));
  });
  if (asking.signal.aborted) return [];
  const elapsedMs = performance.now() - began;
  return job.checks.map((check) => ({
    ...(verdicts.get(check) ?? { status: "error", message: "It has no result." }),
    check,
    elapsedMs,
  }));
}

/** Opened when the first example needs it. */
interface ExampleEngine {
  open(): Promise<Connection>;
  close(): Promise<void>;
}

function exampleEngine(
  { project, connection, dialect, exampleEngine: given }: TestRequest,
  signal: AbortSignal,
): ExampleEngine {
  let opening: Promise<Connection> | undefined;
  return {
    async open() {
      if (dialect !== embeddedDialect) return connection;
      if (given) return given;
      opening ??= openExampleEngine(project, signal);
      return opening;
    },
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

function jobsOf(request: TestRequest, engine: ExampleEngine): Job[] {
  const byEvent = new Map<ProjectEvent, Check[]>();
  for (const check of request.checks) {
    const known = byEvent.get(check.event);
    if (known) known.push(check);
    else byEvent.set(check.event, [check]);
  }
  return [...byEvent].flatMap(([event, checks]) => jobsOfEvent(request, event, checks, engine));
}

/** Parts whose checks the event's own rows decide. */
const ofRows: ReadonlySet<Part> = new Set(["checks", "tests"]);

function jobsOfEvent(
  request: TestRequest,
  event: ProjectEvent,
  checks: readonly Check[],
  engine: ExampleEngine,
): Job[] {
  const joins = checks.filter(({ subject }) => subject.kind === "one_row_per_join");
  const rows = checks.filter(
    ({ part, subject }) =>
      ofRows.has(part) && subject.kind !== "one_row_per_join" && subject.kind !== "follows",
  );
  const examples = checks.filter(({ part }) => part === "examples");
  const together = (some: readonly Check[], run: Job["run"]): Job[] =>
    some.length > 0 ? [{ event, checks: some, run }] : [];
  return [
    ...together(rows, (asking) => testRows(request, event, rows, asking)),
    ...together(joins, (asking) => testJoins(request, event, joins, asking)),
    ...together(examples, async (asking) =>
      testExamples(request, event, examples, { ...asking, connection: await engine.open() }),
    ),
    ...checks.flatMap((check) => singleJob(request, check)),
  ];
}

/** A check that is run on its own. */
function singleJob(request: TestRequest, check: Check): Job[] {
  const alone = (run: (asking: Asking) => Promise<Verdict>): Job[] => [
    { event: check.event, checks: [check], run: async (asking) => new Map([[check, await run(asking)]]) },
  ];
  const { subject } = check;
  switch (subject.kind) {
    case "follows":
      return alone((asking) => testOrder(request, check, subject.test, asking));
    case "reconcile":
      return alone((asking) => testReconciliation(request, check, subject.reconciliation, asking));
    case "tracked_as":
      return alone((asking) => testTwins(request, check, subject.tracked, asking));
    default:
      return [];
  }
}
