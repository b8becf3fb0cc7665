/** What a check finds in a project, with all that can be known here. */
import { harmlessText } from "../document/harmless.ts";
import type { Finding } from "../document/types.ts";
import { chooseConnection, whyNotAsked } from "../project/chooseConnection.ts";
import type { Project } from "../project/types.ts";
import { type Checked, checkedOf } from "../rules/checked.ts";
import { checkProject } from "../rules/checkProject.ts";
import type { Knowledge } from "../rules/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { askConnection, type KnownProject } from "../tasks/askConnection.ts";
import { connectionDialect, runsHere } from "../tasks/connectionTypes.ts";
import { dataFindings } from "../tasks/data/dataFindings.ts";
import { testMoments } from "../tasks/test/testMoments.ts";
import { type Connection, WarehouseError } from "../warehouse/types.ts";
import { usageError } from "./commandError.ts";
import { type Connecting, chosenConnection, requiredConnection, withConnection } from "./connections.ts";
import type { EarlyEngine } from "./earlyEngine.ts";
import { parserFor } from "./knowledge.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface AskOptions extends CommonOptions {
  /** Whether rows are looked at, too. */
  readonly withData?: boolean;
  /** Whether they are read although that costs more than the connection allows. */
  readonly yes?: boolean;
}

export interface Found {
  /** With what its warehouse knows. */
  readonly project: Project;
  readonly findings: readonly Finding[];
  readonly checked: Checked;
}

interface Asking {
  /** Those to check; absent: all of them. */
  readonly files: readonly string[] | undefined;
  readonly early: EarlyEngine;
}

/**
 * Findings with all that can be known here. An embedded warehouse is asked, because that costs nothing; any other only when
 * it is named or rows are asked for, so that a check needs no account.
 */
export async function findingsOf(
  project: Project,
  { files, early }: Asking,
  options: AskOptions,
  terminal: Terminal,
): Promise<Found> {
  const settings = options.withData
    ? requiredConnection(project, options.connection)
    : chosenConnection(project, options.connection);
  const dialect = connectionDialect(settings);
  const parsing = parserFor(project, dialect);
  const isNamed = options.connection !== undefined || options.withData;
  const answer: Answer =
    settings && (isNamed || (await runsHere(settings, project)))
      ? await ask({ project, settings, terminal, quiet: options.quiet, early }, files, options)
      : notAsked(project, settings);
  const { known, unchecked, data } = answer;
  const knowledge: Knowledge = {
    dialect,
    parser: await parsing,
    ...(known && { types: known.bound }),
    ...(unchecked !== undefined && { unchecked }),
    ...(data && { data }),
  };
  const seen = known?.project ?? project;
  const findings = checkProject(seen, { ...knowledge, ...(files && { files }) });
  return { project: seen, findings, checked: checkedOf(seen, knowledge, files) };
}

interface Answer {
  readonly known?: KnownProject;
  /** Why nothing was asked, as a sentence. */
  readonly unchecked?: string;
  readonly data?: Knowledge["data"];
}

function notAsked({ file }: Project, settings: ConnectionSettings | undefined): Answer {
  const remedy = settings ? ` --connection ${settings.name.value} asks it.` : "";
  return { unchecked: whyNotAsked(chooseConnection(file)) + remedy };
}

/** What the warehouse knows. One that nobody asked for may be away: that is said, and the rest is still checked. */
async function ask(
  connecting: Connecting,
  files: readonly string[] | undefined,
  options: AskOptions,
): Promise<Answer> {
  const { project, terminal, quiet } = connecting;
  try {
    return await withConnection(connecting, async (connection) => {
      const known = await withProgress(terminal, quiet, "Asking the warehouse about columns and types", () =>
        askConnection(project, connection, terminal.signal, files),
      );
      if (!options.withData) return { known };
      const data = await askRows({ connecting, connection, known, files }, options);
      return { known, ...(data && { data }) };
    });
  } catch (error) {
    const isAway = error instanceof WarehouseError && error.kind !== "cancelled" && !terminal.signal.aborted;
    if (!isAway || options.connection !== undefined || options.withData) throw error;
    return { unchecked: error.message };
  }
}

interface Known {
  readonly connecting: Connecting;
  readonly connection: Connection;
  readonly known: KnownProject;
  readonly files: readonly string[] | undefined;
}

/** Of one query. */
const timeoutMs = 60_000;
const momentNames = { now: "now", since: "since", until: "until" } as const;

/** What rows tell; events whose rows could not be looked at are named on the standard error. */
async function askRows(
  { connecting: { settings, terminal, quiet }, connection, known, files }: Known,
  { yes }: AskOptions,
): Promise<Knowledge["data"]> {
  const moments = testMoments(known.project, {}, momentNames);
  if ("problem" in moments) throw usageError(moments.problem, moments.hint);
  const events = known.project.events.filter(({ file }) => files?.includes(file) ?? true);
  let done = 0;
  const { findings, unseen } = await withProgress(
    terminal,
    quiet,
    () => `Looking at rows on ${connection.name}: ${done} of ${events.length} events`,
    () =>
      dataFindings(
        {
          ...{ ...known, connection, dialect: connection.dialect, now: moments.now, timeoutMs, events },
          maxBytes: yes ? undefined : settings.maxBytes,
          onEvent: (of) => {
            done = of;
          },
        },
        terminal.signal,
      ),
  );
  for (const { event, why } of unseen)
    terminal.err.write(`${harmlessText(`The rows of "${event}" could not be looked at: ${why}`)}\n`);
  return findings;
}
