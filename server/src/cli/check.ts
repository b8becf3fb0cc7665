import { harmlessText } from "../document/harmless.ts";
import type { Finding, Severity } from "../document/types.ts";
import { chooseConnection, whyNotAsked } from "../project/chooseConnection.ts";
import type { Project } from "../project/types.ts";
import type { ReportFormat } from "../reports/formats.ts";
import { report } from "../reports/index.ts";
import { type ReportPart, together } from "../reports/together.ts";
import { type Checked, checkedInWords, checkedOf, isComplete } from "../rules/checked.ts";
import { checkProject } from "../rules/checkProject.ts";
import type { Knowledge } from "../rules/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { askConnection, type KnownProject } from "../tasks/askConnection.ts";
import { connectionDialect, runsHere } from "../tasks/connectionTypes.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { CommandError, exitCode } from "./commandError.ts";
import { type Connecting, chosenConnection, withConnection } from "./connections.ts";
import { type EarlyEngine, withEarlyEngine } from "./earlyEngine.ts";
import { filesBelow } from "./filesBelow.ts";
import { parserFor } from "./knowledge.ts";
import { displayPath, openProject, projectsOf } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { packageVersion, pageOfRule } from "./packageFile.ts";
import { withProgress } from "./progress.ts";
import { prefixFor, reportRoot } from "./reportPrefix.ts";
import { pathBelow } from "./repositoryRoot.ts";
import type { Terminal } from "./terminal.ts";

export interface CheckOptions extends CommonOptions {
  readonly format: ReportFormat;
  /** The least severity that makes the check fail. */
  readonly failOn: Severity | "never";
  /** Whether a check that could not look at every column and type fails, too. */
  readonly requireWarehouse?: boolean;
}

/**
 * `eventspec check`: finds what is wrong in a project's files, or in those below `paths`, and reports it. Paths of several projects make
 * one report on all of them.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const parts = await partsOf(paths, options, terminal);
  const [only, ...others] = parts;
  const input =
    only && others.length === 0 ? only : together(parts, await reportRoot(options.format, terminal));
  const { findings, checked } = input;
  const text = report(options.format, input);
  if (!(options.quiet && options.format === "text" && findings.length === 0 && isComplete(checked)))
    terminal.out.write(text);
  // The only format that has no room for it.
  if (options.format === "gitlab" && !isComplete(checked))
    terminal.err.write(`${harmlessText(checkedInWords(checked))}\n`);
  if (options.requireWarehouse && !isComplete(checked))
    throw new CommandError(
      exitCode.warehouse,
      checkedInWords(checked),
      "--require-warehouse asks for all of it.",
    );
  return findings.some((finding) => counts(finding, options.failOn)) ? exitCode.findings : exitCode.ok;
}

/** What is reported of each project. */
async function partsOf(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<readonly ReportPart[]> {
  const { project: named } = options;
  const projects = named === undefined ? await projectsOf(paths, terminal) : new Map([[named, paths]]);
  const parts: ReportPart[] = [];
  for (const [project, own] of projects) parts.push(await partOf(own, { ...options, project }, terminal));
  if (parts.length === 1) return parts;
  const root = await reportRoot(options.format, terminal);
  const prefixOf = ({ project }: ReportPart) =>
    pathBelow(project.root, root) ?? displayPath(project.root, terminal.cwd);
  return parts.map((part) => ({ ...part, prefix: prefixOf(part) }));
}

async function partOf(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ReportPart> {
  const { files, findings, project, checked } = await withEarlyEngine(
    { options, terminal },
    async (early) => {
      const opened = await openProject(options, terminal, { early });
      const files = await filesBelow(paths, opened, terminal);
      return { files, ...(await findingsOf(opened, { files, early }, options, terminal)) };
    },
  );
  return {
    project,
    findings,
    prefix: await prefixFor(options.format, project.root, terminal),
    color: terminal.out.color,
    toolVersion: await packageVersion(),
    ...(options.format === "sarif" && { pages: await pagesOf(findings) }),
    checked,
    ...(files && { files }),
  };
}

/** The pages of the rules that found something. */
export async function pagesOf(findings: readonly Finding[]): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const { rule } of findings) {
    const page = pages.has(rule) ? undefined : await pageOfRule(rule);
    if (page !== undefined) pages.set(rule, page);
  }
  return pages;
}

/**
 * Findings with all that can be known here. An embedded warehouse is asked, because that costs nothing; any other only when
 * it is named, so that a check needs no account.
 */
async function findingsOf(
  project: Project,
  { files, early }: Asking,
  options: CheckOptions,
  terminal: Terminal,
): Promise<{ project: Project; findings: Finding[]; checked: Checked }> {
  const settings = chosenConnection(project, options.connection);
  const dialect = connectionDialect(settings);
  const parsing = parserFor(project, dialect);
  const asking = options.connection !== undefined || (settings && (await runsHere(settings, project)));
  const answer: Answer =
    settings && asking
      ? await ask({ project, settings, terminal, quiet: options.quiet, early }, files, options)
      : notAsked(project, settings);
  const { known, unchecked } = answer;
  const knowledge: Knowledge = {
    dialect,
    parser: await parsing,
    ...(known && { types: known.bound }),
    ...(unchecked !== undefined && { unchecked }),
  };
  const seen = known?.project ?? project;
  const findings = checkProject(seen, { ...knowledge, ...(files && { files }) });
  return { project: seen, findings, checked: checkedOf(seen, knowledge, files) };
}

interface Asking {
  /** Those to check; absent: all of them. */
  readonly files: readonly string[] | undefined;
  readonly early: EarlyEngine;
}

interface Answer {
  readonly known?: KnownProject;
  /** Why nothing was asked, as a sentence. */
  readonly unchecked?: string;
}

function notAsked({ file }: Project, settings: ConnectionSettings | undefined): Answer {
  const remedy = settings ? ` --connection ${settings.name.value} asks it.` : "";
  return { unchecked: whyNotAsked(chooseConnection(file)) + remedy };
}

/** What the warehouse knows. One that nobody asked for by name may be away: that is said, and the rest is still checked. */
async function ask(
  connecting: Connecting,
  files: readonly string[] | undefined,
  options: CheckOptions,
): Promise<Answer> {
  const { project, terminal, quiet } = connecting;
  try {
    const known = await withConnection(connecting, (connection) =>
      withProgress(terminal, quiet, "Asking the warehouse about columns and types", () =>
        askConnection(project, connection, terminal.signal, files),
      ),
    );
    return { known };
  } catch (error) {
    const isAway = error instanceof WarehouseError && error.kind !== "cancelled" && !terminal.signal.aborted;
    if (!isAway || options.connection !== undefined) throw error;
    return { unchecked: error.message };
  }
}

const ranks: Record<Severity | "never", number> = { info: 0, warning: 1, error: 2, never: 3 };

const counts = (finding: Finding, level: CheckOptions["failOn"]): boolean =>
  ranks[finding.severity] >= ranks[level];
