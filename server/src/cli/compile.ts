import { join, resolve } from "node:path";
import { harmlessCode, harmlessLine, jsonText } from "../document/harmless.ts";
import { whyNoEvents } from "../project/misnamedFiles.ts";
import type { Project } from "../project/types.ts";
import { report } from "../reports/index.ts";
import type { LayoutName } from "../spec/projectTypes.ts";
import { compile as compileProject } from "../sql/compile.ts";
import { incrementScripts } from "../sql/incrementScript.ts";
import { relationSql } from "../sql/relationSql.ts";
import type { Compiled, CompileOptions, DialectName, Relation } from "../sql/types.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { exitCode, usageError } from "./commandError.ts";
import { chosenConnection } from "./connections.ts";
import { type EarlyEngine, withEarlyEngine } from "./earlyEngine.ts";
import { fileName } from "./fileName.ts";
import { knownTypes } from "./knownTypes.ts";
import { type MomentOptions, runMoments } from "./moments.ts";
import { displayPath, namedEvent, namedStream, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { type Output, paint, type Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface CompileCommandOptions extends CommonOptions, MomentOptions {
  readonly layout?: LayoutName;
  readonly dialect?: DialectName;
  readonly stream?: string;
  readonly out?: string;
  /** What brings tables of events up to date. */
  readonly script?: boolean;
  /** What it puts into them. */
  readonly incremental?: boolean;
  readonly format: "text" | "json";
}

/**
 * `eventspec compile`: the SQL of events, of a stream, or, when neither is named, of every stream of the project. Written
 * to the standard output, or one file a relation into `--out`.
 */
export async function compile(
  names: readonly string[],
  options: CompileCommandOptions,
  terminal: Terminal,
): Promise<number> {
  return withEarlyEngine({ options, terminal }, (early) => compileWith(early, names, options, terminal));
}

async function compileWith(
  early: EarlyEngine,
  names: readonly string[],
  options: CompileCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const project = await openProject(options, terminal, { early });
  const settings = chosenConnection(project, options.connection);
  const dialect = options.dialect ?? connectionDialect(settings);
  const wanted = whatToCompile(project, names, options).map((each) => ({
    ...each,
    ...momentsOf(project, each, options),
  }));
  const known = await knownTypes({ project, settings, terminal, early }, dialect, options);
  const compiled = merged(
    wanted.map((each) => written(known.project, { ...each, ...known.types, dialect }, options)),
  );
  if (compiled.relations.length === 0 && compiled.findings.length === 0) {
    terminal.err.write(`${harmlessLine(whyNoEvents(project) ?? "There is nothing to compile.")}\n`);
  }
  if (compiled.findings.length > 0) tellFindings(project, compiled, terminal);
  if (options.out !== undefined)
    await writeRelations(compiled.relations, options.out, terminal, options.quiet);
  if (options.format === "json") terminal.out.write(jsonOf(dialect, compiled.relations));
  else if (options.out === undefined) terminal.out.write(shown(compiled.relations, terminal.out));
  return compiled.findings.some(({ severity }) => severity === "error") ? exitCode.findings : exitCode.ok;
}

/** A day is that of the events' zone where they have one in common, else of the project's. Without `--now` the engine's clock tells. */
function momentsOf(project: Project, { events = [], stream }: Wanted, options: CompileCommandOptions) {
  const named = new Set(events);
  const own = project.events.filter(({ names, name }) => [name, ...names].some((one) => named.has(one)));
  const zones = new Set(stream === undefined ? own.map(({ timezone }) => timezone) : []);
  const [zone, ...others] = zones;
  const shared = zone !== undefined && others.length === 0 ? zone : (project.file.timezone?.value ?? "UTC");
  const { now, window } = runMoments(options, shared);
  return { window, ...(options.now !== undefined && { now }) };
}

type Wanted = Omit<CompileOptions, "dialect" | "types">;

function whatToCompile(project: Project, names: readonly string[], options: CompileCommandOptions): Wanted[] {
  const streams = project.file.streams;
  if (options.stream !== undefined) {
    if (names.length > 0)
      throw usageError("A stream names its events itself.", "Leave the events out, or --stream.");
    const stream = namedStream(project, options.stream);
    const own = streams.find((candidate) => candidate.name.value === stream)?.layout.value ?? "narrow";
    return [{ stream, layout: options.layout ?? own }];
  }
  if (names.length > 0) {
    const events = [...new Set(names.map((name) => namedEvent(project, name) && name))];
    return [{ events, layout: options.layout ?? "per_event" }];
  }
  if (options.layout !== undefined || streams.length === 0) return [{ layout: options.layout ?? "narrow" }];
  return streams.map((stream) => ({ stream: stream.name.value, layout: stream.layout.value }));
}

/** The SQL that is asked for, by relation. */
type Written = Pick<Compiled, "findings"> & {
  readonly relations: readonly Omit<Relation, "columns">[];
};

function written(
  project: Project,
  options: CompileOptions,
  { script = false, incremental = false }: CompileCommandOptions,
): Written {
  if (!script && !incremental) return compileProject(project, options);
  const { window: _, ...rest } = options;
  const stream = project.file.streams.find(({ name }) => name.value === options.stream);
  const kept = stream?.relation && relationSql(stream.relation, project, options.dialect);
  const { scripts, findings } = incrementScripts(project, {
    ...rest,
    ...(kept !== undefined && { target: () => kept }),
  });
  return { findings, relations: incremental ? scripts.flatMap(({ queries }) => queries) : scripts };
}

function merged(parts: readonly Written[]): Written {
  return {
    relations: parts.flatMap(({ relations }) => relations),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

/** What stands in the way is told on the standard error, so that the SQL can be piped on. */
export function tellFindings(
  project: Project,
  { findings }: Pick<Compiled, "findings">,
  terminal: Terminal,
): void {
  const prefix = displayPath(project.root, terminal.cwd);
  terminal.err.write(report("text", { project, findings, prefix, color: terminal.err.color }));
}

async function writeRelations(
  relations: Written["relations"],
  folder: string,
  terminal: Terminal,
  quiet: boolean | undefined,
): Promise<void> {
  const target = resolve(terminal.cwd, folder);
  for (const { name, sql } of relations) await writeWhole(join(target, `${fileName(name)}.sql`), ended(sql));
  if (quiet) return;
  const count = `${relations.length} ${relations.length === 1 ? "file" : "files"}`;
  terminal.err.write(`${paint(terminal.err, "green", "✓")} ${count} written to ${harmlessLine(folder)}\n`);
}

/** Another program gets the very text. */
function shown(relations: Written["relations"], { isTerminal }: Output): string {
  const text = relations.map(({ sql }) => ended(sql)).join("\n");
  return isTerminal ? harmlessCode(text) : text;
}

const ended = (sql: string): string => (sql.endsWith("\n") ? sql : `${sql}\n`);

function jsonOf(dialect: DialectName, relations: Written["relations"]): string {
  const written = relations.map(({ name, layout, events, sql }) => ({ name, layout, events, sql }));
  return jsonText({ version: 1, dialect, relations: written });
}
