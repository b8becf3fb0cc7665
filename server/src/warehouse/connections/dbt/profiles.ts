/** profiles.yml: found where dbt looks, its profile and target picked as dbt does. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { didYouMean } from "../../../document/didYouMean.ts";
import { render } from "../../../project/dbt/jinja.ts";
import { isBelow, readOwn, repositoryOf } from "../../../project/ownFiles.ts";
import { filePath, foldersOf } from "../../settingFiles.ts";
import { type ResolvedSettings, settingsError } from "../../settings.ts";
import type { OpenContext } from "../../types.ts";

/** Settings by name, as YAML has them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A target of a profile. */
export interface Target {
  /** For messages. */
  readonly connection: string;
  readonly name: string;
  readonly fields: Fields;
  /** The folder that dbt runs in: relative paths start there. */
  readonly folder: string;
  /** Whether the profile is the user's own, and no file of the project or the repository that holds it. */
  readonly own: boolean;
  /** A setting with its Jinja rendered. Throws a `settings` error that names file, key and variable, never a value. */
  read(key: string): unknown;
}

/**
 * The target that a connection means: its settings, else `DBT_PROFILE` and `DBT_TARGET`, else what dbt_project.yml and the
 * profile say. Rejects with a `settings` error that says which file, profile, target or variable is missing.
 */
export async function findTarget(settings: ResolvedSettings, context: OpenContext): Promise<Target> {
  const connection = settings.name;
  const folder = resolve(context.projectRoot, settings.text("project") ?? ".");
  const repository = await repositoryOf(context.projectRoot);
  const within = [...foldersOf(context), repository];
  const { file, content } = await readProfiles(settings, folder, within, context);
  const named = settings.text("profile") ?? (context.env("DBT_PROFILE") || undefined);
  const profileName = named ?? (await profileOfProject(connection, folder, within, context));
  const profile = member(fieldsOf(content), profileName, (hint) =>
    settingsError(connection, `${file} has no profile \`${profileName}\`${hint}.`),
  );
  const reader = readerOf(connection, file, context);
  const chosen = settings.text("target") ?? (context.env("DBT_TARGET") || undefined);
  const name = chosen ?? String(reader(`${profileName}.target`, profile.target ?? "default", undefined));
  const fields = member(fieldsOf(profile.outputs), name, (hint) =>
    settingsError(connection, `the profile \`${profileName}\` in ${file} has no target \`${name}\`${hint}.`),
  );
  const target = { ...plainIn(fields), name, target_name: name, profile_name: profileName };
  const read = (key: string) => reader(`${profileName}.outputs.${name}.${key}`, fields[key], target);
  const own = ![context.projectRoot, repository].some((shared) => isBelow(shared, file));
  return { connection, name, fields, folder, own, read };
}

/** https://docs.getdbt.com/docs/core/connect-data-platform/connection-profiles#advanced-profile-configuration */
async function readProfiles(
  settings: ResolvedSettings,
  project: string,
  within: readonly string[],
  { projectRoot, env }: OpenContext,
): Promise<{ readonly file: string; readonly content: unknown }> {
  const setting = settings.text("profiles_dir");
  const chosen =
    setting === undefined
      ? env("DBT_PROFILES_DIR") && filePath(project, env("DBT_PROFILES_DIR") ?? "")
      : filePath(projectRoot, setting);
  // What the environment or a file of the user's own says leads anywhere.
  const limits = chosen && (setting === undefined || settings.own.has("profiles_dir")) ? {} : { within };
  const folders = chosen ? [chosen] : [...new Set([project, projectRoot, join(homedir(), ".dbt")])];
  for (const folder of folders) {
    const file = join(folder, "profiles.yml");
    const text = await readOwn(file, limits);
    if (text === undefined) continue;
    if (!Buffer.isBuffer(text)) throw settingsError(settings.name, `${file} ${text.why}, so it is not read.`);
    const { parse } = await import("yaml");
    try {
      // As dbt's own reader: YAML 1.1, with merge keys.
      return {
        file,
        content: parse(text.toString("utf8"), { version: "1.1", maxAliasCount: 100, logLevel: "error" }),
      };
    } catch (error) {
      throw settingsError(settings.name, `${file} is no YAML that can be read${whereBroken(error)}.`);
    }
  }
  throw settingsError(
    settings.name,
    `there is no profiles.yml in ${folders.join(" or ")}. Set DBT_PROFILES_DIR or \`profiles_dir\` to where it is.`,
  );
}

/** Where YAML is broken. The reader's own message would show what stands there. */
function whereBroken(error: unknown): string {
  const lines = typeof error === "object" && error && "linePos" in error ? error.linePos : undefined;
  const [first] = Array.isArray(lines) ? lines : [];
  return first ? `: line ${first.line}, column ${first.col}` : "";
}

async function profileOfProject(
  connection: string,
  project: string,
  within: readonly string[],
  context: OpenContext,
): Promise<string> {
  const file = join(project, "dbt_project.yml");
  const text = await readOwn(file, { within });
  if (text && !Buffer.isBuffer(text))
    throw settingsError(connection, `${file} ${text.why}, so it is not read.`);
  const { parse } = await import("yaml");
  const written = text && fieldsOf(quietly(() => parse(text.toString("utf8")))).profile;
  const profile = readerOf(connection, file, context)("profile", written, undefined);
  if (typeof profile === "string" && profile !== "") return profile;
  throw settingsError(connection, `name the \`profile\`; there is none in ${file}.`);
}

type Reader = (path: string, value: unknown, target: Fields | undefined, depth?: number) => unknown;

/** Lists in maps are the most that a setting is; an alias of YAML may lead into itself. */
const deepest = 8;

function readerOf(connection: string, file: string, { env, envRefusal }: OpenContext): Reader {
  const read: Reader = (path, value, target, depth = 0) => {
    if (depth > deepest) throw settingsError(connection, `\`${path}\` in ${file} is nested too deeply.`);
    if (Array.isArray(value)) return value.map((one, at) => read(`${path}[${at}]`, one, target, depth + 1));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, read(`${path}.${key}`, one, target, depth + 1)]),
      );
    if (typeof value !== "string") return value;
    const result = render(value, { env, ...(target && { target: plainIn(target) }) });
    if ("value" in result) return result.value;
    const { variable } = result.problem;
    const why = variable === undefined ? undefined : envRefusal(variable);
    if (why !== undefined)
      throw settingsError(
        connection,
        `\`${path}\` in ${file} names the environment variable ${variable}, which ${why}.`,
      );
    throw settingsError(
      connection,
      variable === undefined
        ? `\`${path}\` in ${file} holds Jinja that can't be read; env_var(), target, filters, \`or\` and inline \`if\` can.`
        : `\`${path}\` in ${file} reads the environment variable ${variable}, which is not set.`,
    );
  };
  return read;
}

/** What Jinja may ask of a target: settings that hold no Jinja themselves. */
function plainIn(fields: Fields): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, string | number | boolean] =>
        ["string", "number", "boolean"].includes(typeof entry[1]) && !String(entry[1]).includes("{{"),
    ),
  );
}

function quietly(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function member(fields: Fields, name: string, fail: (hint: string) => Error): Fields {
  if (Object.hasOwn(fields, name)) return fieldsOf(fields[name]);
  const names = Object.keys(fields).filter((key) => key !== "config");
  const meant = didYouMean(name, names);
  throw fail(meant ? `; did you mean \`${meant}\`?` : `; it has ${names.join(", ") || "none"}`);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
