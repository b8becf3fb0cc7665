import { join } from "node:path";
import { harmlessLine } from "../document/harmless.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { type Check, checksOf, type Part } from "../proof/checks.ts";
import type { CheckResult } from "../proof/results.ts";
import { inWords, many } from "../proof/words.ts";
import type { testFormats } from "../reports/tests/formats.ts";
import { testReport } from "../reports/tests/index.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { askConnection } from "../tasks/askConnection.ts";
import { changedSince } from "../tasks/changedSince.ts";
import { acceptExamples } from "../tasks/test/acceptExamples.ts";
import { openExampleEngine, runOffline } from "../tasks/test/exampleEngine.ts";
import { runTests } from "../tasks/test/runTests.ts";
import { testMoments } from "../tasks/test/testMoments.ts";
import type { TestRequest } from "../tasks/test/types.ts";
import type { Connection } from "../warehouse/types.ts";
import { exitCode, usageError } from "./commandError.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { namedEvent, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import { prefixFor } from "./reportPrefix.ts";
import type { Terminal } from "./terminal.ts";
import { testText } from "./testText.ts";
import { writeWhole } from "./writeWhole.ts";

export interface TestOptions extends CommonOptions {
  readonly only?: readonly Part[];
  readonly owner?: readonly string[];
  readonly tag?: readonly string[];
  /** A commit: only events that differ from what they were there. */
  readonly changedSince?: string;
  readonly since?: string;
  readonly until?: string;
  /** The run's moment. */
  readonly now?: string;
  readonly format: (typeof testFormats)[number];
  /** Seconds, of one query. */
  readonly timeout: number;
  /** Queries at once. */
  readonly jobs?: number;
  /** Confirms queries that would read more than the connection allows. */
  readonly yes?: boolean;
  /** Writes what comes out now into the `expect` of examples that fail. */
  readonly update?: boolean;
  /** Instead of a run: writes an example of the event with this id, or of the `newest`. */
  readonly exampleFrom?: string;
  /** Also what passed, in text. */
  readonly verbose?: boolean;
  /** The SQL that finds what failed, in text. */
  readonly sql?: boolean;
}

/** `eventspec test`: proves events by their checks, tests, examples, reconciliations and tracked twins. */
export async function test(
  names: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<number> {
  const project = await openProject(options, terminal);
  const events = await wantedEvents(project, names, options);
  const checks = events.flatMap((event) => checksOf(project, event)).filter(isWanted(options));
  if (checks.length === 0) return nothingToTest(project, events, { ...options, names }, terminal);
  const settings = requiredConnection(project, options.connection);
  const began = performance.now();
  const wanted: Wanted = { project, settings, events, checks, options };
  const results = runOffline(project, checks, settings)
    ? await runExamples(wanted, terminal)
    : await withConnection({ project, settings, terminal, quiet: options.quiet }, (connection) =>
        runAll(wanted, connection, terminal),
      );
  const report = {
    project,
    results,
    connection: settings.name.value,
    prefix: await prefixFor(options.format, project.root, terminal),
    elapsedMs: performance.now() - began,
  };
  const { format } = options;
  terminal.out.write(
    format === "text"
      ? testText(report, terminal.out, { verbose: options.verbose === true, sql: options.sql === true })
      : testReport(format, report),
  );
  const without = checks.length - results.length;
  if (terminal.signal.aborted && without > 0)
    terminal.err.write(
      `The run was stopped before ${inWords(without)} of ${many(checks.length, "check")} had a result.\n`,
    );
  return codeOf(results, terminal);
}

interface Wanted {
  readonly project: Project;
  readonly settings: ConnectionSettings;
  readonly events: readonly ProjectEvent[];
  readonly checks: readonly Check[];
  readonly options: TestOptions;
}

async function runAll(
  { project, settings, events, options }: Wanted,
  connection: Connection,
  terminal: Terminal,
): Promise<readonly CheckResult[]> {
  const known = await withProgress(
    terminal,
    options.quiet,
    "Asking the warehouse about columns and types",
    () => askConnection(project, connection, terminal.signal),
  );
  const checks = known.project.events
    .filter((event) => events.some((one) => one.name === event.name && one.file === event.file))
    .flatMap((event) => checksOf(known.project, event))
    .filter(isWanted(options));
  const request = { ...requestOf(project, settings, options), ...known, connection, checks };
  return runAndUpdate({ ...request, dialect: connection.dialect }, options, terminal);
}

/** Examples alone, on the embedded engine: what the connection leads to is not opened. */
function runExamples(
  { project, settings, checks, options }: Wanted,
  terminal: Terminal,
): Promise<readonly CheckResult[]> {
  return terminal.cancellable(async () => {
    const connection = await openExampleEngine(project, terminal.signal);
    const request = { ...requestOf(project, settings, options), project, connection, checks };
    try {
      return await runAndUpdate(
        { ...request, dialect: connection.dialect, exampleEngine: connection, bound: undefined },
        options,
        terminal,
      );
    } finally {
      await connection.close();
    }
  });
}

/** With `--update` examples that fail are written anew, and what they then give is what counts. */
async function runAndUpdate(
  request: TestRequest,
  options: TestOptions,
  terminal: Terminal,
): Promise<readonly CheckResult[]> {
  const first = await runWithProgress(request, options, terminal);
  if (!options.update) return first;
  const { results, texts, count } = await acceptExamples(request, first, terminal.signal);
  for (const [file, text] of texts) await writeWhole(join(request.project.root, file), text);
  terminal.err.write(
    count === 0
      ? "No example was updated.\n"
      : `${many(count, "example")} updated in ${[...texts.keys()].map(harmlessLine).join(", ")}.\n`,
  );
  return results;
}

function requestOf(project: Project, { maxBytes }: ConnectionSettings, options: TestOptions) {
  return {
    ...momentsOf(project, options),
    timeoutMs: options.timeout * 1000,
    maxBytes: options.yes ? undefined : maxBytes,
    jobs: options.jobs,
  };
}

interface Selection extends TestOptions {
  /** Of events; none for all. */
  readonly names: readonly string[];
}

/** Nothing has changed, or nothing is wanted: said, and no failure where a selection left nothing over. */
async function nothingToTest(
  project: Project,
  events: readonly ProjectEvent[],
  { format, changedSince: reference, connection = "", owner, tag, names }: Selection,
  terminal: Terminal,
): Promise<number> {
  const none = { project, results: [], connection, elapsedMs: 0 };
  if (format !== "text") terminal.out.write(testReport(format, none));
  if (reference === undefined)
    throw usageError(
      "There is nothing to test.",
      "Events that are proposed or switched off have no checks; --only, --owner and --tag narrow the rest.",
    );
  const isNarrowed = names.length > 0 || owner !== undefined || tag !== undefined;
  const which = isNarrowed ? "None of the events that were asked for" : "No event";
  // What differs is another commit's matter, so it is not a wrong call: a build must stay green.
  terminal.err.write(
    events.length === 0
      ? `${which} differs from ${reference}.\n`
      : `What differs from ${reference} (${events.map(({ name }) => name).join(", ")}) has nothing to test that was asked for.\n`,
  );
  return exitCode.ok;
}

function codeOf(results: readonly CheckResult[], { signal }: Terminal): number {
  if (signal.aborted) return exitCode.cancelled;
  const found = new Set(results.map(({ status }) => status));
  if (found.has("error")) return exitCode.warehouse;
  return found.has("failed") ? exitCode.findings : exitCode.ok;
}

function isWanted({ only }: TestOptions): (check: Check) => boolean {
  return ({ part }) => only === undefined || only.includes(part);
}

async function wantedEvents(
  project: Project,
  names: readonly string[],
  { owner, tag, changedSince: reference }: TestOptions,
): Promise<ProjectEvent[]> {
  const named =
    names.length === 0 ? project.events : [...new Set(names.map((name) => namedEvent(project, name)))];
  const changed = reference === undefined ? undefined : await changedEvents(project, reference);
  return named.filter(
    (event) =>
      (changed === undefined || changed.has(event)) &&
      (owner === undefined || owner.includes(event.owner?.value ?? "")) &&
      (tag === undefined || event.tags.some(({ value }) => tag.includes(value))),
  );
}

async function changedEvents(project: Project, reference: string): Promise<ReadonlySet<ProjectEvent>> {
  const changed = await changedSince(project, reference);
  if (changed.kind === "unknown") throw usageError(changed.reason);
  return new Set(changed.events);
}

const momentNames = { now: "--now", since: "--since", until: "--until" } as const;

function momentsOf(project: Project, options: TestOptions): Pick<TestRequest, "now" | "window"> {
  const read = testMoments(project, options, momentNames);
  if ("problem" in read) throw usageError(read.problem, read.hint);
  return read;
}

function runWithProgress(
  request: TestRequest,
  { quiet }: TestOptions,
  terminal: Terminal,
): Promise<CheckResult[]> {
  const all = request.checks.length;
  let done = 0;
  const what = () => `Running on ${request.connection.name}: ${done} of ${all} checks`;
  const onResult = () => {
    done += 1;
  };
  return withProgress(terminal, quiet, what, () => runTests({ ...request, onResult }, terminal.signal));
}
