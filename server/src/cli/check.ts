import { dirname, relative, resolve, sep } from "node:path";
import { harmlessText } from "../document/harmless.ts";
import type { Finding, Severity } from "../document/types.ts";
import { chooseConnection, whyNotAsked } from "../project/chooseConnection.ts";
import type { Project } from "../project/types.ts";
import { updateFile } from "../project/updateFile.ts";
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
import { type BaselineOptions, withoutBaseline, writeBaselineFile } from "./baselineFile.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
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
import { watching } from "./watch.ts";

export interface CheckOptions extends CommonOptions, BaselineOptions {
  readonly format: ReportFormat;
  /** The least severity that makes the check fail. */
  readonly failOn: Severity | "never";
  /** More warnings make the check fail, too. */
  readonly maxWarnings?: number;
  /** A file whose text comes from the standard input. */
  readonly stdin?: string;
  readonly watch?: boolean;
  /** Whether a check that could not look at every column and type fails, too. */
  readonly requireWarehouse?: boolean;
}

/**
 * `eventspec check`: finds what is wrong in a project's files, or in those below `paths`, and reports it. Paths of several projects make
 * one report on all of them. With `watch` it does so again after each change.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  if (!options.watch) return checkOnce(paths, options, terminal);
  if (options.format !== "text")
    throw usageError("--watch writes text for people.", "Leave out --format, or --watch.");
  const roots = [...(await namedProjects(paths, options, terminal)).keys()];
  return terminal.cancellable(() =>
    watching(
      roots.map((root) => resolve(terminal.cwd, root)),
      (changed) => {
        if (changed !== undefined) terminal.out.write(`\n${harmlessText(changed)} has changed.\n`);
        return checkOnce(paths, options, terminal);
      },
      terminal.signal,
    ),
  );
}

async function checkOnce(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const all = await partsOf(paths, options, terminal);
  if (options.writeBaseline !== undefined) {
    await writeBaselineFile(all, options.writeBaseline, terminal);
    return exitCode.ok;
  }
  const isWhole = paths.length === 0 && options.stdin === undefined;
  const parts = await withoutBaseline(all, options, isWhole, terminal);
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
  const isBad = findings.some((finding) => counts(finding, options.failOn));
  return isBad || hasTooMany(findings, options, terminal) ? exitCode.findings : exitCode.ok;
}

function hasTooMany(findings: readonly Finding[], { maxWarnings }: CheckOptions, { err }: Terminal): boolean {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  if (maxWarnings === undefined || warnings <= maxWarnings) return false;
  err.write(`${warnings} warnings are more than the ${maxWarnings} that --max-warnings allows.\n`);
  return true;
}

/** The projects that are asked for, each with its own of the paths. */
async function namedProjects(
  paths: readonly string[],
  { project: named, stdin }: CheckOptions,
  terminal: Terminal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (named !== undefined) return new Map([[named, paths]]);
  // The file itself may be nowhere yet.
  return projectsOf(stdin === undefined ? paths : [dirname(stdin)], terminal);
}

/** What is reported of each project. */
async function partsOf(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<readonly ReportPart[]> {
  const projects = await namedProjects(paths, options, terminal);
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
  const { files, findings, project, checked } = await checkedProject(paths, options, terminal);
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

/** A project, or its files below `paths`, with all that is found there. */
export function checkedProject(
  paths: readonly string[],
  options: Pick<CheckOptions, "stdin"> & CommonOptions,
  terminal: Terminal,
): Promise<CheckedProject> {
  return withEarlyEngine({ options, terminal }, async (early) => {
    const opened = await openProject(options, terminal, { early });
    const { project, files } =
      options.stdin === undefined
        ? { project: opened, files: await filesBelow(paths, opened, terminal) }
        : await withTyped(opened, options.stdin, terminal);
    return { files, ...(await findingsOf(project, { files, early }, options, terminal)) };
  });
}

interface CheckedProject {
  readonly project: Project;
  /** Those that were checked; absent: all of them. */
  readonly files: readonly string[] | undefined;
  readonly findings: readonly Finding[];
  readonly checked: Checked;
}

/** The project with the text of one file as it comes from the standard input. */
async function withTyped(
  project: Project,
  named: string,
  { cwd, input }: Terminal,
): Promise<{ project: Project; files: readonly string[] }> {
  const file = relative(project.root, resolve(cwd, named)).split(sep).join("/");
  const typed = updateFile(project, file, await input());
  if (!typed.documents.has(file))
    throw usageError(
      `${named} is no file that a project consists of.`,
      "--stdin takes eventspec.yml or an event-spec file, called *.events.yml.",
    );
  return { project: typed, files: [file] };
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
  options: CommonOptions,
  terminal: Terminal,
): Promise<Omit<CheckedProject, "files">> {
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
  options: CommonOptions,
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
