/** What `export dbt` would change in a dbt project. Nothing is written here. */
import { basename, dirname, join, resolve } from "node:path";
import type { Finding } from "../document/types.ts";
import { exportDbt } from "../exporters/dbt/exportDbt.ts";
import { type Seal, sealOf } from "../exporters/dbt/header.ts";
import { modelsFolder, testsFolder } from "../exporters/dbt/scope.ts";
import { dbtProjectPaths } from "../project/dbt/projectPaths.ts";
import { isBelow, realOf, repositoryOf } from "../project/ownFiles.ts";
import type { FileSystem, Project, ProjectEvent } from "../project/types.ts";
import type { Loss } from "../spec/trackingPlan.ts";
import type { ExampleScope } from "../sql/examples/givenTables.ts";
import { loadSqlParser } from "../sql/reader/parser.ts";
import type { DialectName } from "../sql/types.ts";
import { scopeOf } from "./test/testExamples.ts";

/** `kept`: somebody edited it, or it never was ours. */
type ChangeKind = "new" | "changed" | "stale" | "kept";

export interface FileChange {
  /** Absolute. */
  readonly path: string;
  readonly kind: ChangeKind;
  /** What is to stand in it; absent where it is to go. */
  readonly text?: string;
  /** Of `kept`: why, as the end of a sentence about it. */
  readonly why?: string;
}

export type DbtOutcome =
  | { readonly kind: "nowhere"; readonly message: string; readonly hint: string }
  /** Some files can't be read, or some events or streams have no SQL, so nothing is to be changed. */
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] }
  | {
      readonly kind: "files";
      /** How many there are in all. */
      readonly count: number;
      readonly changes: readonly FileChange[];
      readonly findings: readonly Finding[];
      /** Of examples and checks, which dbt can't run all of. */
      readonly losses: readonly Loss[];
    };

/** In: the dialect where dbt's artefacts don't tell it. */
export async function planDbtExport(
  project: Project,
  disk: FileSystem,
  otherwise: DialectName,
): Promise<DbtOutcome> {
  const folders = await foldersOf(project, disk);
  if ("kind" in folders) return folders;
  const unread = unreadFiles(project);
  if (unread.length > 0) return { kind: "invalid", findings: unread };
  const dialect = project.dbt?.manifest?.dialect ?? otherwise;
  const { files, tests, findings, losses } = exportDbt(project, {
    dialect,
    examples: await exampleScopes(project, dialect),
    outputsOf: await outputsOf(project, dialect),
  });
  if (findings.some(({ severity }) => severity === "error")) return { kind: "invalid", findings };
  const changes = [
    ...(await changesIn(folders.models, files, disk)),
    ...(await changesIn(folders.tests, tests, disk)),
  ];
  return { kind: "files", count: files.size + tests.size, changes, findings, losses };
}

/** In: a folder, and the texts of the files that are to stand in it. */
async function changesIn(
  folder: string,
  texts: ReadonlyMap<string, string>,
  disk: FileSystem,
): Promise<FileChange[]> {
  const wanted = new Map([...texts].map(([name, text]) => [join(folder, name), text]));
  const there = (await disk.listFiles(folder, (name) => /\.(?:sql|yml)$/.test(name))).filter(
    (path) => dirname(path) === folder,
  );
  const changes = await Promise.all(
    [...new Set([...wanted.keys(), ...there])].sort().map(async (path) => {
      const text = await disk.readText(path, { within: [folder] });
      return changeOf(path, wanted.get(path), text);
    }),
  );
  return changes.flatMap((one) => one ?? []);
}

/** What columns queries give; the parser is loaded where an event is reconciled with one. */
async function outputsOf(project: Project, dialect: DialectName) {
  const queries = project.events.flatMap(({ definition }) => definition.reconcile.map(({ sql }) => sql.text));
  if (queries.length === 0) return () => undefined;
  const parser = await loadSqlParser({ dialect, expressions: new Set(), queries: new Set(queries) });
  return (sql: string) => parser.query(sql, dialect).outputs;
}

/** Why files can't be read as a whole: a model that no event seems to have may be one of theirs. */
function unreadFiles({ documents, unread }: Project): Finding[] {
  const found = [...documents.values()].flatMap(({ findings }) => findings);
  return [...unread, ...found].filter(({ severity }) => severity === "error");
}

/** What examples stand in for, of each event that has some. */
export async function exampleScopes(
  project: Project,
  dialect: DialectName,
): Promise<ReadonlyMap<ProjectEvent, ExampleScope>> {
  const scopes = new Map<ProjectEvent, ExampleScope>();
  for (const event of project.events)
    if (event.definition.examples.length > 0) scopes.set(event, await scopeOf(project, event, dialect));
  return scopes;
}

/** In: what is to stand in a file, and what does. */
function changeOf(
  path: string,
  wanted: string | undefined,
  text: string | undefined,
): FileChange | undefined {
  if (text === undefined) return wanted === undefined ? undefined : { path, kind: "new", text: wanted };
  if (text.replaceAll("\r\n", "\n") === wanted) return undefined;
  const seal = sealOf(text);
  if (wanted === undefined && seal === "foreign") return undefined;
  const next = wanted === undefined ? {} : { text: wanted };
  if (seal !== "whole") return { path, kind: "kept", ...next, why: whyKept[seal] };
  return { path, kind: wanted === undefined ? "stale" : "changed", ...next };
}

const whyKept: Readonly<Record<Exclude<Seal, "whole">, string>> = {
  edited: "was edited after eventspec made it",
  foreign: "was not made by eventspec",
};

interface Folders {
  readonly models: string;
  readonly tests: string;
}

/** The folders of models and of tests; they lie in the dbt project, and that in the repository, whatever a file of the project says. */
async function foldersOf({ root, file, folders }: Project, disk: FileSystem): Promise<Folders | DbtOutcome> {
  const { dbt } = file;
  if (!dbt)
    return {
      kind: "nowhere",
      message: "The project names no dbt project.",
      hint: "Add `dbt: {project: ../path, models: models/events}` to eventspec.yml.",
    };
  const dbtProject = resolve(root, dbt.project.value);
  const models = resolve(dbtProject, modelsFolder({ file }));
  const owner = await realOf(dbtProject);
  const within = await Promise.all([await repositoryOf(root), ...folders].map(realOf));
  const isOwn = async (folder: string): Promise<boolean> => {
    const real = await realOf(folder);
    return isBelow(owner, real) && real !== owner && within.some((one) => isBelow(one, real));
  };
  if (!(await isOwn(models)))
    return {
      kind: "nowhere",
      message: `The folder of models, ${basename(models)}, does not lie in the dbt project and the repository.`,
      hint: "Name a folder below the dbt project in `dbt: {models: …}`, such as models/events.",
    };
  const tests = resolve(dbtProject, testsFolder({ file }, await dbtProjectPaths(disk, dbtProject)));
  if (await isOwn(tests)) return { models, tests };
  return {
    kind: "nowhere",
    message: `The folder of tests, ${basename(tests)}, does not lie in the dbt project and the repository.`,
    hint: "Name a folder below the dbt project in `test-paths` of dbt_project.yml, such as tests.",
  };
}
