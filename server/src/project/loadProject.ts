import { dirname, join, relative, sep } from "node:path";
import { readDocument } from "../document/readDocument.ts";
import { restingDocuments } from "../document/restingDocuments.ts";
import type { Finding, TextDocument } from "../document/types.ts";
import type { ConnectionSettings, ProjectFile } from "../spec/projectTypes.ts";
import { readProjectFile } from "../spec/readProjectFile.ts";
import { readSpec } from "../spec/readSpec.ts";
import { assemble, withTables } from "./assemble.ts";
import { catalogFileName, findTable, placed, readCatalog, withIndex } from "./catalog.ts";
import { chooseConnection } from "./chooseConnection.ts";
import { readArtifacts } from "./dbt/artifacts.ts";
import type { DbtArtifacts } from "./dbt/manifest.ts";
import { withOutdated } from "./dbt/outdated.ts";
import { type DbtProject, dbtProject, withDescriptions } from "./dbt/tables.ts";
import { type DialectName, dialectNamed } from "./dialectNames.ts";
import { environmentOf, readEnvironment } from "./environment.ts";
import { mergeLocal } from "./mergeLocal.ts";
import { isMeantAsSpec, isNearSpecName, isSpecFile } from "./misnamedFiles.ts";
import { largestArtifact } from "./ownFiles.ts";
import { readPolicies } from "./policies.ts";
import { createSecrets } from "./secrets.ts";
import type { Catalog, FileSystem, Project, TextLimits } from "./types.ts";

export const projectFileName = "eventspec.yml";
export const localFileName = "eventspec.local.yml";

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
  /** Told which connection that is, before the specs are read. */
  readonly onConnection?: ((settings: ConnectionSettings | undefined) => void) | undefined;
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
  const unread: Finding[] = [];
  const readIn = (name: string, most?: number) =>
    files.readText(join(root, name), {
      within: [root],
      ...(most !== undefined && { most }),
      ...noting(unread, name),
    });
  const [project, local, environment, specPaths] = await Promise.all([
    readIn(projectFileName),
    readIn(localFileName),
    readIn(".env"),
    specPathsBelow(files, root),
  ]);
  const documents = new Map<string, TextDocument>();
  const keep = (document: TextDocument) => {
    documents.set(document.file, document);
    return document;
  };
  const written = readProjectFiles(
    keep(readDocument(projectFileName, project ?? "")),
    local === undefined ? undefined : keep(readDocument(localFileName, local)),
  );
  const shared = await readPolicies(files, root, written);
  for (const document of shared.documents) keep(document);
  const file = { ...written, policies: shared.policies, policyFindings: shared.policyFindings };
  const choice = chooseConnection(file, options.connection);
  const connection = choice.kind === "chosen" ? choice.settings : undefined;
  options.onConnection?.(connection);
  const rest = restingDocuments();
  const specs = (await readAll(files, root, specPaths, unread)).flatMap(([name, text]) => {
    const document = readDocument(name, text);
    if (isSpecFile(name) || isMeantAsSpec(document)) keep(rest(document));
    return isSpecFile(name) ? [readSpec(document)] : [];
  });
  const variables = environmentOf(readEnvironment(environment ?? ""), options.env ?? {}, createSecrets());
  const [dbt, text] = await Promise.all([
    readArtifacts(files, root, file, { ...variables, connection, before: options.before?.dbt }),
    readIn(catalogFileName, largestArtifact),
  ]);
  const committed = readCatalog(text ?? "", connectedDialect(connection, dbt));
  const known = knownBy(committed, dbt);
  return withOutdated(files, assemble({ root, file, specs, documents, unread, ...variables, ...known }));
}

/** Notes why a file is not read, where people find it: in the file itself, or the project file where it is none of the project's texts. */
function noting(unread: Finding[], name: string, file = projectFileName): Pick<TextLimits, "unread"> {
  return {
    unread: (why) => {
      const message = `${name} ${why}, so it is not read.`;
      const hint = "Put an ordinary file there, no link, of a size that people write.";
      unread.push({
        file,
        rule: "invalid-reference",
        severity: "error",
        message,
        hint,
        span: { start: 0, end: 0 },
      });
    },
  };
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
  const known = knownBy(project.committed, { ...project.dbt, place, otherTarget });
  return withTables({ ...project, ...known }, known.catalog);
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

/** Event-spec files, and those that may be meant as such. */
async function specPathsBelow(files: FileSystem, root: string): Promise<string[]> {
  const isSpec = (name: string) => isSpecFile(name) || isNearSpecName(name);
  const paths = await files.listFiles(root, (name) => isSpec(name) || name === projectFileName);
  const nested = paths
    .filter((path) => path.endsWith(`${sep}${projectFileName}`) && path !== join(root, projectFileName))
    .map((path) => join(dirname(path), sep));
  return paths.filter((path) => isSpec(path) && !nested.some((folder) => path.startsWith(folder)));
}

/** Texts by path relative to the root, in the paths' order; files that are gone meanwhile are left out, those that may not be read are empty. */
async function readAll(
  files: FileSystem,
  root: string,
  paths: readonly string[],
  unread: Finding[],
): Promise<[string, string][]> {
  const texts: [string, string][] = [];
  const atOnce = 64;
  const named = paths.map((path) => [path, relative(root, path).split(sep).join("/")] as const);
  for (let i = 0; i < paths.length; i += atOnce) {
    const batch = named.slice(i, i + atOnce);
    const read = await Promise.all(
      batch.map(([path, name]) => files.readText(path, noting(unread, name, name))),
    );
    batch.forEach(([, name], j) => {
      const text = read[j] ?? (unread.some(({ file }) => file === name) ? "" : undefined);
      if (text !== undefined) texts.push([name, text]);
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
