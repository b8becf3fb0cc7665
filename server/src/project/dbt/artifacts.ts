/** dbt's artefacts: where they lie, what was read of them, and what keeps them from being read. */
import { join, posix, relative, resolve, sep } from "node:path";
import { readDocument } from "../../document/readDocument.ts";
import { textOf, valueAt } from "../../spec/nodes.ts";
import type { ConnectionSettings, ProjectFile } from "../../spec/projectTypes.ts";
import type { Environment } from "../environment.ts";
import { largestArtifact, repositoryOf } from "../ownFiles.ts";
import type { FileSystem } from "../types.ts";
import { type DbtArtifacts, type DbtManifest, readDbtCatalog, readManifest } from "./manifest.ts";

export interface ReadingOptions extends Pick<Environment, "env" | "secrets" | "folders"> {
  /** The connection that is used. */
  readonly connection: ConnectionSettings | undefined;
  /** What was read last: what can't be read now is kept. */
  readonly before: DbtArtifacts | undefined;
}

/** Reads the artefacts of the dbt project that the project file names, of the connection's own target where it says so. */
export async function readArtifacts(
  files: FileSystem,
  root: string,
  { dbt }: Pick<ProjectFile, "dbt">,
  options: ReadingOptions,
): Promise<DbtArtifacts | undefined> {
  if (!dbt) return undefined;
  const project = resolve(root, dbt.project.value);
  const within = [await repositoryOf(root), ...options.folders];
  const own = ownFolder(options);
  const named = own ?? dbt.artifacts?.value ?? (await targetPath(files, project, within, options.env));
  const folder = resolve(project, named);
  const unread: string[] = [];
  const [manifest, catalog] = await Promise.all(
    ["manifest.json", "catalog.json"].map((name) =>
      files.readText(join(folder, name), {
        within,
        most: largestArtifact,
        unread: (why) => unread.push(`${name} ${why}`),
      }),
    ),
  );
  // A folder may be named by a variable.
  const { redact } = options.secrets;
  const shown = { folder: redact(shownPath(root, folder)), project: shownPath(root, project) };
  const before = options.before?.folder === folder ? options.before : undefined;
  const known = manifestPart(manifest, { ...shown, unread }, before);
  return {
    folder,
    shown: shown.folder,
    root: project,
    place: (own !== undefined ? options.connection?.name : dbt.artifacts) ?? dbt.project,
    ...(own !== undefined && options.connection && { connection: options.connection.name.value }),
    ...known,
    ...catalogPart(catalog, known.manifest, { ...shown, unread }, before),
  };
}

interface Shown {
  /** Files that may not be read, and why. */
  readonly unread: readonly string[];
  readonly folder: string;
  readonly project: string;
}

const whereArtifactsMayLie =
  "They may lie in the repository that holds the project; EVENTSPEC_FOLDERS_ALLOW names other folders.";

function manifestPart(
  text: string | undefined,
  shown: Shown,
  before: DbtArtifacts | undefined,
): Pick<DbtArtifacts, "manifest" | "problem"> {
  const manifest = text === undefined ? undefined : readManifest(text);
  if (manifest) return { manifest };
  const kept = before?.manifest && { manifest: before.manifest };
  const hint = `Run \`dbt parse\` in ${shown.project}, or fix the path.`;
  const [refused] = shown.unread;
  if (refused !== undefined)
    return { ...kept, problem: { message: `dbt's ${refused}.`, hint: whereArtifactsMayLie } };
  const message =
    text === undefined
      ? `There is no dbt manifest in ${shown.folder}.`
      : `manifest.json in ${shown.folder} is not complete JSON: it may be half-written.`;
  return { ...kept, problem: { message: kept ? `${message} What it said last is used.` : message, hint } };
}

function catalogPart(
  text: string | undefined,
  manifest: DbtManifest | undefined,
  { folder, project }: Shown,
  before: DbtArtifacts | undefined,
): Pick<DbtArtifacts, "catalog" | "columnsProblem"> {
  const hint = `Run \`dbt docs generate\` in ${project}.`;
  const catalog = text === undefined ? undefined : readDbtCatalog(text);
  if (!catalog) {
    const message =
      text === undefined
        ? `There is no catalog.json in ${folder}: dbt's tables may have more columns than are documented.`
        : `catalog.json in ${folder} is not complete JSON: it may be half-written.`;
    return { ...(before?.catalog && { catalog: before.catalog }), columnsProblem: { message, hint } };
  }
  const made = manifest?.made;
  if (made === undefined || catalog.made === undefined || catalog.made >= made) return { catalog };
  const message = `catalog.json in ${folder} is older than the manifest: tables may have more columns.`;
  return { catalog, columnsProblem: { message, hint } };
}

/** The connection's setting `artifacts`. */
function ownFolder({ connection, env }: ReadingOptions): string | undefined {
  const setting = connection?.settings.get("artifacts");
  if (!setting) return undefined;
  const value = setting.kind === "env" ? env(setting.name) : setting.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** https://docs.getdbt.com/reference/global-configs/json-artifacts and https://docs.getdbt.com/reference/project-configs/target-path */
async function targetPath(
  files: FileSystem,
  project: string,
  within: readonly string[],
  env: ReadingOptions["env"],
): Promise<string> {
  const fromEnvironment = env("DBT_TARGET_PATH");
  if (fromEnvironment) return fromEnvironment;
  const text = await files.readText(join(project, "dbt_project.yml"), { within });
  if (text === undefined) return "target";
  const written = textOf(valueAt(readDocument("dbt_project.yml", text).documents[0]?.root, "target-path"));
  if (!written?.value.includes("{{")) return written?.value ?? "target";
  const { render } = await import("./jinja.ts");
  const rendered = render(written.value, { env });
  return "value" in rendered ? String(rendered.value) : "target";
}

/** A folder relative to the project, for people. */
export function shownPath(root: string, path: string): string {
  const short = relative(root, path).split(sep).join("/");
  return short === "" ? "." : posix.normalize(short);
}
