import { dirname, join, relative, sep } from "node:path";
import { readDocument } from "../document/readDocument.ts";
import { restingDocuments } from "../document/restingDocuments.ts";
import type { TextDocument } from "../document/types.ts";
import type { ConnectionSettings, ProjectFile } from "../spec/projectTypes.ts";
import { readProjectFile } from "../spec/readProjectFile.ts";
import { readSpec } from "../spec/readSpec.ts";
import { assemble } from "./assemble.ts";
import { catalogFileName, findTable, placed, readCatalog, withIndex } from "./catalog.ts";
import { chooseConnection } from "./chooseConnection.ts";
import { readArtifacts } from "./dbt/artifacts.ts";
import type { DbtArtifacts } from "./dbt/manifest.ts";
import { type DbtProject, dbtProject, withDescriptions } from "./dbt/tables.ts";
import { type DialectName, dialectNamed } from "./dialectNames.ts";
import { readEnvironment } from "./environment.ts";
import { mergeLocal } from "./mergeLocal.ts";
import type { Catalog, FileSystem, Project } from "./types.ts";

export const projectFileName = "eventspec.yml";
export const localFileName = "eventspec.local.yml";

/** Whether a file's name makes it an event-spec file. */
export function isSpecFile(name: string): boolean {
  return name.endsWith(".events.yml") || name.endsWith(".events.yaml");
}

/** The nearest folder upward, the path's own included, that holds `eventspec.yml`. `path` is absolute. */
export async function findProjectRoot(files: FileSystem, path: string): Promise<string | undefined> {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((await files.readText(join(folder, projectFileName))) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

export interface LoadOptions {
  /** The process's environment; a `.env` beside the project file wins over it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The connection that is asked for, whose dbt artefacts count; else the project's own. */
  readonly connection?: string | undefined;
  /** The project as it was read before: what dbt is writing at this moment is kept from it. */
  readonly before?: Pick<Project, "dbt">;
}

/**
 * Reads a project: `eventspec.yml` and every event-spec file below `root`, except those of a project nested in it. Never
 * fails because of what files say; a missing project file gives a project without declarations.
 */
export async function loadProject(
  files: FileSystem,
  root: string,
  options: LoadOptions = {},
): Promise<Project> {
  const [project, local, environment, specPaths] = await Promise.all([
    files.readText(join(root, projectFileName)),
    files.readText(join(root, localFileName)),
    files.readText(join(root, ".env")),
    specPathsBelow(files, root),
  ]);
  const documents = new Map<string, TextDocument>();
  const keep = (document: TextDocument) => {
    documents.set(document.file, document);
    return document;
  };
  const file = readProjectFiles(
    keep(readDocument(projectFileName, project ?? "")),
    local === undefined ? undefined : keep(readDocument(localFileName, local)),
  );
  const rest = restingDocuments();
  const specs = (await readAll(files, root, specPaths)).map(([name, text]) => {
    const document = readDocument(name, text);
    keep(rest(document));
    return readSpec(document);
  });
  const variables = readEnvironment(environment ?? "");
  const env: Project["env"] = (name) => variables.get(name) ?? options.env?.[name];
  const choice = chooseConnection(file, options.connection);
  const connection = choice.kind === "chosen" ? choice.settings : undefined;
  const [dbt, text] = await Promise.all([
    readArtifacts(files, root, file, { env, connection, before: options.before?.dbt }),
    files.readText(join(root, catalogFileName)),
  ]);
  const committed = readCatalog(text ?? "", connectedDialect(connection, dbt));
  return assemble({ root, file, specs, documents, env, ...knownBy(committed, dbt) });
}

/** Tables and names as the committed catalog and dbt's artefacts have them. */
function knownBy(committed: Catalog, dbt: DbtArtifacts | undefined) {
  const known = dbtProject(dbt);
  const { resolveTable } = known;
  return {
    ...(dbt && { dbt }),
    committed,
    catalog: mergeCatalogs(placed(committed, resolveTable), known),
    resolveTable,
  };
}

/** The project when dbt's artefacts turn out to be of another target than its connection: none of their names holds. */
export function withOtherTarget(
  project: Project,
  place: DbtArtifacts["place"],
  otherTarget: NonNullable<DbtArtifacts["otherTarget"]>,
): Project {
  if (!project.dbt) return project;
  return { ...project, ...knownBy(project.committed, { ...project.dbt, place, otherTarget }) };
}

/** The project file with the local one laid over it; findings of both, each with its own file. */
export function readProjectFiles(project: TextDocument, local: TextDocument | undefined): ProjectFile {
  if (!local) return readProjectFile(project);
  const merged = readProjectFile(mergeLocal(project, local));
  return { ...merged, findings: [...readProjectFile(project).findings, ...localFindings(local)] };
}

/** A local file only overrides, so keys that a project must have may be missing from it. */
function localFindings(local: TextDocument): ProjectFile["findings"] {
  return readProjectFile(local).findings.filter((finding) => finding.rule !== "missing-key");
}

async function specPathsBelow(files: FileSystem, root: string): Promise<string[]> {
  const paths = await files.listFiles(root, (name) => isSpecFile(name) || name === projectFileName);
  const nested = paths
    .filter((path) => path.endsWith(`${sep}${projectFileName}`) && path !== join(root, projectFileName))
    .map((path) => join(dirname(path), sep));
  return paths.filter((path) => isSpecFile(path) && !nested.some((folder) => path.startsWith(folder)));
}

/** Texts by path relative to the root, in the paths' order; files that are gone meanwhile are left out. */
async function readAll(
  files: FileSystem,
  root: string,
  paths: readonly string[],
): Promise<[string, string][]> {
  const texts: [string, string][] = [];
  const atOnce = 64;
  for (let i = 0; i < paths.length; i += atOnce) {
    const batch = paths.slice(i, i + atOnce);
    const read = await Promise.all(batch.map((path) => files.readText(path)));
    batch.forEach((path, j) => {
      const text = read[j];
      if (text !== undefined) texts.push([relative(root, path).split(sep).join("/"), text]);
    });
  }
  return texts.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The dialect of the connection that is used, as far as files tell it. */
function connectedDialect(
  connection: ConnectionSettings | undefined,
  dbt: DbtArtifacts | undefined,
): DialectName | undefined {
  const type = connection?.type.value;
  return type === "dbt" ? dbt?.manifest?.dialect : dialectNamed(type);
}

/** The committed catalog knows best; dbt adds descriptions to its tables, and the tables that it does not have. */
function mergeCatalogs(committed: Catalog, dbt: DbtProject): Catalog {
  const known = withIndex(committed);
  const described = withIndex({ tables: dbt.tables, known: true });
  const added = dbt.tables.filter((table) => !findTable(known, table.parts));
  const tables = committed.tables.map((table) => {
    const same = findTable(described, table.parts);
    return same ? withDescriptions(table, same) : table;
  });
  return withIndex({ tables: [...tables, ...added], known: committed.known || added.length > 0 });
}
