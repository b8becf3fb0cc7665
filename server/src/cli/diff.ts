import { join } from "node:path";
import type { Severity } from "../document/types.ts";
import { chooseConnection } from "../project/chooseConnection.ts";
import type { Project } from "../project/types.ts";
import type { reviewFormats } from "../reports/review/formats.ts";
import { reviewReport } from "../reports/review/index.ts";
import type { ReviewInput, RowsTold } from "../reports/review/input.ts";
import { acceptedFileName, idOf, isDay, writeAccepted } from "../review/accepted.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { gitIn } from "../tasks/git/git.ts";
import { reviewEngine } from "../tasks/review/reviewEngine.ts";
import { type Review, reviewProject } from "../tasks/review/reviewProject.ts";
import { reviewRows } from "../tasks/review/reviewRows.ts";
import { rowsTold } from "../tasks/review/rowsWords.ts";
import { testMoments } from "../tasks/test/testMoments.ts";
import { createEmbeddedEngine } from "../warehouse/engineProcess/connection.ts";
import { pagesOf } from "./check.ts";
import { exitCode, usageError } from "./commandError.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { packageVersion } from "./packageFile.ts";
import { withProgress } from "./progress.ts";
import { prefixFor } from "./reportPrefix.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface DiffOptions extends CommonOptions {
  readonly base: string;
  readonly head?: string;
  readonly format: (typeof reviewFormats)[number];
  readonly failOn: Severity | "never";
  /** Writes what is found and not approved into the file of acceptances. */
  readonly accept?: boolean;
  readonly reason?: string;
  readonly by?: string;
  /** Of an acceptance its last day; of `--rows` the end of the window. */
  readonly until?: string;
  /** Runs both versions of what changed. */
  readonly rows?: boolean;
  readonly since?: string;
  readonly now?: string;
  /** Seconds, of one query. */
  readonly timeout: number;
  /** Confirms queries that would read more than the connection allows. */
  readonly yes?: boolean;
}

/** `eventspec diff`: what changed in meaning since a commit. */
export async function diff(options: DiffOptions, terminal: Terminal): Promise<number> {
  const project = await openProject(options, terminal);
  const review = await reviewOf(project, options, terminal);
  if (options.accept) return accept(review, options, terminal);
  const rows = options.rows ? await rowsOf(review, options, terminal) : undefined;
  const input = await inputOf(review, options, terminal);
  terminal.out.write(reviewReport(options.format, { ...input, ...(rows && { rows }) }));
  const ranks: Record<Severity | "never", number> = { info: 0, warning: 1, error: 2, never: 3 };
  const fails = review.findings.some(({ severity }) => ranks[severity] >= ranks[options.failOn]);
  return fails ? exitCode.findings : exitCode.ok;
}

async function reviewOf(project: Project, options: DiffOptions, terminal: Terminal): Promise<Review> {
  const { base, head, connection, quiet } = options;
  const choice = chooseConnection(project.file, connection);
  const engine = createEmbeddedEngine();
  const ladder = reviewEngine(project, connection, engine, terminal.signal);
  const request = {
    ...{ project, base, head, engine: ladder.engine, signal: terminal.signal },
    dialect: connectionDialect(choice.kind === "chosen" ? choice.settings : undefined),
    today: new Date().toISOString().slice(0, 10),
  };
  try {
    const outcome = await terminal.cancellable(() =>
      withProgress(terminal, quiet, `Comparing with ${base}`, () => reviewProject(request)),
    );
    if (outcome.kind === "refused") throw usageError(outcome.reason, outcome.hint);
    return outcome;
  } finally {
    await ladder.close();
    engine.close();
  }
}

/** What running both versions tells, on the connection of the working tree. */
async function rowsOf(
  review: Review,
  options: DiffOptions,
  terminal: Terminal,
): Promise<ReadonlyMap<string, RowsTold>> {
  const { before, after, changes } = review;
  const settings = requiredConnection(after, options.connection);
  const moments = testMoments(after, options, { now: "--now", since: "--since", until: "--until" });
  if ("problem" in moments) throw usageError(moments.problem, moments.hint);
  const outcomes = await withConnection(
    { project: after, settings, terminal, quiet: options.quiet },
    (connection) =>
      withProgress(terminal, options.quiet, `Running both versions on ${connection.name}`, () =>
        reviewRows({
          ...{ before, after, changes, connection, signal: terminal.signal, ...moments },
          timeoutMs: options.timeout * 1000,
          maxBytes: options.yes ? undefined : settings.maxBytes,
        }),
      ),
  );
  return new Map([...outcomes].map(([event, outcome]) => [event, rowsTold(outcome)]));
}

async function inputOf(review: Review, { format }: DiffOptions, terminal: Terminal): Promise<ReviewInput> {
  const { kind: _, acceptances: __, ...told } = review;
  return {
    ...told,
    prefix: await prefixFor(format, review.after.root, terminal),
    color: terminal.out.color,
    toolVersion: await packageVersion(),
    ...(format === "sarif" && { pages: await pagesOf(review.findings) }),
  };
}

/** Writes what nobody has approved into the file that is reviewed with the change. */
async function accept(review: Review, options: DiffOptions, terminal: Terminal): Promise<number> {
  const { reason = "", until = "", by = await nameInGit(review.after.root) } = options;
  if (reason.trim() === "")
    throw usageError("Nobody knows why this is accepted.", "Say it: --reason 'finance asked for it'.");
  if (by === "")
    throw usageError("Nobody knows who accepts this.", "Say it: --by NAME, or set user.name in git.");
  if (!isDay(until))
    throw usageError("It is not said until when this is accepted.", "Name a day: --until 2026-12-31.");
  const open = review.changes.filter(
    ({ rule, approval, class: kind }) => rule && !approval && kind !== "none",
  );
  const known = new Set(review.changes.map(idOf));
  const fresh = open.map((change) => ({
    change: idOf(change),
    ...(change.event !== undefined && { event: change.event }),
    ...{ kind: change.kind, reason, by, until },
  }));
  const ids = new Set(fresh.map(({ change }) => change));
  const kept = review.acceptances.filter(({ change }) => known.has(change) && !ids.has(change));
  await writeWhole(join(review.after.root, acceptedFileName), writeAccepted([...kept, ...fresh]));
  const count = `${fresh.length} ${fresh.length === 1 ? "change is" : "changes are"}`;
  terminal.err.write(`${count} accepted in ${acceptedFileName}. Commit it with the change.\n`);
  return exitCode.ok;
}

async function nameInGit(folder: string): Promise<string> {
  return (await gitIn(folder)(["config", "user.name"])).text.trim();
}
