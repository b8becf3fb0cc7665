import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { didYouMean } from "../document/didYouMean.ts";
import { unfoundTables } from "../project/eachTable.ts";
import { givenTogether } from "../project/givenTogether.ts";
import { findProjectRoot, loadProject, projectFileName } from "../project/loadProject.ts";
import { whyNoEvents } from "../project/misnamedFiles.ts";
import { nodeFileSystem } from "../project/nodeFileSystem.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { forConnection } from "../tasks/forConnection.ts";
import { withAlikeTables } from "./alikeTables.ts";
import { usageError } from "./commandError.ts";
import type { EarlyEngine } from "./earlyEngine.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Loads the project that a command works on, for the connection that it is asked to use: `--project` where it is given, else the
 * nearest upward of the folder that the command runs in. Throws a usage error that says how to come by one.
 */
export async function openProject(
  options: CommonOptions,
  terminal: Terminal,
  { early }: { readonly early?: EarlyEngine } = {},
): Promise<Project> {
  const root = options.project ? await namedRoot(options.project, terminal) : await nearestRoot(terminal);
  const { connection } = options;
  const loaded = await loadProject(nodeFileSystem(), root, {
    env: terminal.env,
    connection,
    onConnection: early?.onConnection,
  });
  return withAlikeTables(await forConnection(loaded, connection), options, terminal);
}

async function namedRoot(named: string, { cwd }: Terminal): Promise<string> {
  const path = resolve(cwd, named);
  const kind = await kindOf(path);
  if (!kind)
    throw usageError(
      `There is no ${named}.`,
      "--project takes an eventspec.yml, or the folder that holds one.",
    );
  const root = kind === "folder" ? path : dirname(path);
  if (kind === "file" && path !== join(root, projectFileName)) {
    throw usageError(`${named} is not a project file.`, `A project's file is called ${projectFileName}.`);
  }
  if ((await kindOf(join(root, projectFileName))) === "file") return root;
  throw usageError(`There is no ${projectFileName} in ${named}.`, await howToGetOne(root, cwd));
}

/** The projects that paths belong to, each with those of its own, in their order; without a path that of the working folder. */
export async function projectsOf(
  paths: readonly string[],
  terminal: Terminal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (paths.length === 0) return new Map([[await nearestRoot(terminal), []]]);
  const roots = new Map<string, string[]>();
  for (const path of paths) {
    const root = await rootAbove(path, path, terminal);
    roots.set(root, [...(roots.get(root) ?? []), path]);
  }
  return roots;
}

const nearestRoot = (terminal: Terminal): Promise<string> => rootAbove(".", "this folder", terminal);

/** The root of the project that a file or folder belongs to; `called`: what people call it. */
async function rootAbove(named: string, called: string, { cwd }: Terminal): Promise<string> {
  const path = resolve(cwd, named);
  const kind = await kindOf(path);
  if (!kind) throw usageError(`There is no file or folder ${named}.`);
  const root = await findProjectRoot(nodeFileSystem(), kind === "folder" ? path : dirname(path));
  if (root) return root;
  throw usageError(
    `Neither ${called} nor a folder above it has an ${projectFileName}.`,
    await howToGetOne(path, cwd),
  );
}

/** Names projects that are near, or says what the smallest project is. */
async function howToGetOne(folder: string, cwd: string): Promise<string> {
  const misnamed = join(folder, projectFileName.replace(/yml$/, "yaml"));
  if ((await kindOf(misnamed)) === "file")
    return `Rename ${displayPath(misnamed, cwd)} to ${projectFileName}.`;
  const below = await nodeFileSystem().listFiles(folder, (name) => name === projectFileName);
  const [first] = below;
  if (first) {
    const more = below.length > 1 ? ` (${below.length} projects are below)` : "";
    return `There is one below: --project ${displayPath(dirname(first), cwd)}${more}.`;
  }
  return "Go to the folder of a project, name it with --project, or make one here: eventspec init.";
}

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return undefined;
  return stats.isDirectory() ? "folder" : "file";
}

/** A path as the reader of the output would write it: from the current folder, with `/`; empty for that folder itself. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  const shown = isAbsolute(short) || short.startsWith(`..${sep}..${sep}..`) ? path : short;
  return shown.split(sep).join("/");
}

/** The event of that name, or of which it is a variant. Throws a usage error with the nearest name. */
export function namedEvent(project: Project, name: string): ProjectEvent {
  const [event] = project.eventsByName.get(name) ?? [];
  // Of several documents that give it, the one that declares it.
  if (event) return givenTogether(project, event)[0] ?? event;
  const near = didYouMean(name, project.eventsByName.keys());
  throw usageError(
    `There is no event ${JSON.stringify(name)} in this project.`,
    near
      ? `Did you mean ${near}?`
      : (unfound(project) ?? whyNoEvents(project) ?? listed("Its events", [...project.eventsByName.keys()])),
  );
}

function unfound(project: Project): string | undefined {
  const [each] = unfoundTables(project);
  return (
    each &&
    `No table is known for "${each.pattern.join(".")}", which events are made for: choose a connection with --connection, or run eventspec catalog refresh.`
  );
}

/** The stream of that name, checked like an event's. */
export function namedStream(project: Project, name: string): string {
  const names = project.file.streams.map((stream) => stream.name.value);
  if (names.includes(name)) return name;
  const near = didYouMean(name, names);
  throw usageError(
    `There is no stream ${JSON.stringify(name)} in this project.`,
    near ? `Did you mean ${near}?` : listed("Its streams", names),
  );
}

/** `Its events: a, b, c …`, or that there are none. */
export function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return `${what}: none yet.`;
  return `${what}: ${names.slice(0, 12).join(", ")}${names.length > 12 ? " …" : "."}`;
}
