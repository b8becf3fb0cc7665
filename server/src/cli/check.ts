import { dirname, relative, resolve, sep } from "node:path";
import { harmlessText } from "../document/harmless.ts";
import type { Finding, Severity } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import { updateFile } from "../project/updateFile.ts";
import type { ReportFormat } from "../reports/formats.ts";
import { report } from "../reports/index.ts";
import { type ReportPart, together } from "../reports/together.ts";
import { checkedInWords, isComplete } from "../rules/checked.ts";
import { type BaselineOptions, withoutBaseline, writeBaselineFile } from "./baselineFile.ts";
import { type AskOptions, type Found, findingsOf } from "./checkFindings.ts";
import { CommandError, exitCode, usageError } from "./commandError.ts";
import { withEarlyEngine } from "./earlyEngine.ts";
import { filesBelow } from "./filesBelow.ts";
import { displayPath, openProject, projectsOf } from "./openProject.ts";
import { packageVersion, pageOfRule } from "./packageFile.ts";
import { prefixFor, reportRoot } from "./reportPrefix.ts";
import { pathBelow } from "./repositoryRoot.ts";
import type { Terminal } from "./terminal.ts";
import { watching } from "./watch.ts";

export interface CheckOptions extends AskOptions, BaselineOptions {
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
  options: Pick<CheckOptions, "stdin"> & AskOptions,
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

interface CheckedProject extends Found {
  /** Those that were checked; absent: all of them. */
  readonly files: readonly string[] | undefined;
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

const ranks: Record<Severity | "never", number> = { info: 0, warning: 1, error: 2, never: 3 };

const counts = (finding: Finding, level: CheckOptions["failOn"]): boolean =>
  ranks[finding.severity] >= ranks[level];
