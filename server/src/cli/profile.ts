import { jsonText } from "../document/harmless.ts";
import { filesOf } from "../project/givenTogether.ts";
import { type ProposedTest, proposedTests } from "../proof/profile/proposals.ts";
import { askConnection } from "../tasks/askConnection.ts";
import { type PreviewTarget, whyNothing } from "../tasks/previewSql.ts";
import { type ProfileOutcome, profileEvent } from "../tasks/profile.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { requiredConnection, withConnection } from "./connections.ts";
import { funnelJson, funnelText } from "./funnelText.ts";
import { type MomentOptions, runMoments } from "./moments.ts";
import { displayPath, namedEvent, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { profileText, proposalText } from "./profileText.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface ProfileOptions extends CommonOptions, MomentOptions {
  readonly format: "text" | "json";
  /** Seconds, of one query. */
  readonly timeout: number;
  /** Confirms queries that would read more than the connection allows. */
  readonly yes?: boolean;
}

/** `eventspec profile`: what an event's rows are like, and why others are no events. */
export async function profile(name: string, options: ProfileOptions, terminal: Terminal): Promise<number> {
  const project = await openProject(options, terminal);
  const event = namedEvent(project, name);
  const target = { kind: "event", name, event } as const satisfies PreviewTarget;
  const nothing = whyNothing(target);
  if (nothing !== undefined) throw usageError(nothing);
  const { now, window } = runMoments(options, event.timezone);
  const settings = requiredConnection(project, options.connection);
  const { quiet } = options;
  return withConnection({ project, settings, terminal, quiet }, async (connection) => {
    const began = performance.now();
    const known = await withProgress(terminal, quiet, "Asking the warehouse about columns and types", () =>
      askConnection(project, connection, terminal.signal, filesOf(project, event)),
    );
    const outcome = await withProgress(terminal, quiet, `Running on ${connection.name}`, () =>
      profileEvent(
        {
          ...known,
          ...{ target: { ...target, event: namedEvent(known.project, name) }, dialect: connection.dialect },
          ...{ now, window, timeoutMs: options.timeout * 1000 },
          maxBytes: options.yes ? undefined : settings.maxBytes,
        },
        connection,
        terminal.signal,
      ),
    );
    const found = profileOf(outcome, (findings) => tellFindings(project, { findings }, terminal));
    const { why } = found;
    const elapsedMs = performance.now() - began;
    const isNarrowed = [options.now, window.since, window.until].some((moment) => moment !== undefined);
    const proposed = isNarrowed
      ? undefined
      : proposedTests(known.project, namedEvent(known.project, name), found.profile);
    const report = {
      ...{ name, zone: event.timezone },
      ...{ project: known.project, connection: connection.name, elapsedMs, proposed },
      ...found,
    };
    const prefix = displayPath(project.root, terminal.cwd);
    terminal.out.write(
      options.format === "json"
        ? jsonOf(report)
        : profileText(report, terminal.out) +
            (why ? funnelText(why, known.project, prefix, terminal.out) : "") +
            proposalText(proposed ?? []),
    );
    return exitCode.ok;
  });
}

type Found = Extract<ProfileOutcome, { readonly kind: "profile" }>;

/** The profile; anything else is told and ends the command. */
function profileOf(
  outcome: ProfileOutcome,
  tell: (findings: Extract<ProfileOutcome, { readonly kind: "invalid" }>["findings"]) => void,
): Found {
  switch (outcome.kind) {
    case "profile":
      return outcome;
    case "invalid":
      tell(outcome.findings);
      throw new CommandError(exitCode.findings, "The event has no SQL yet.");
    case "costly":
      throw usageError(outcome.reason, "Narrow it with --since and --until, or confirm with --yes.");
    case "failed":
      throw outcome.error;
  }
}

interface Report extends Omit<Found, "kind"> {
  readonly name: string;
  readonly zone: string;
  readonly project: Parameters<typeof funnelJson>[1];
  readonly connection: string;
  readonly elapsedMs: number;
  /** Absent of a window, or another day: they say nothing about the other events. */
  readonly proposed: readonly ProposedTest[] | undefined;
}

/** The contract of `profile --format json`, version 1. */
function jsonOf({ name, zone, project, connection, profile, sql, why, proposed, elapsedMs }: Report): string {
  return jsonText({
    version: 1,
    event: name,
    connection,
    zone,
    ...profile,
    sql,
    ...(proposed && { proposed_tests: proposed }),
    ...(why && { why: funnelJson(why, project) }),
    elapsed_ms: Math.round(elapsedMs * 10) / 10,
  });
}
