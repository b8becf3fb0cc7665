/** A target of dbt's profiles, as settings of the connection that it is. */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { didYouMean } from "../../../document/didYouMean.ts";
import type { ConnectionSettings, Setting } from "../../../spec/projectTypes.ts";
import { filePath, type ResolvedSettings, resolveSettings, settingsError } from "../../settings.ts";
import type { ConnectionKind, OpenContext } from "../../types.ts";
import { type Adapter, adapters } from "./adapters.ts";
import { render } from "./jinja.ts";

/** How the type that a target turns out to be is known. */
type KindOf = (type: string) => Pick<ConnectionKind, "settings"> | undefined;

/** A profiles.yml that is read for a connection. */
interface Profiles {
  readonly settings: ResolvedSettings;
  readonly file: string;
  readonly env: OpenContext["env"];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Finds profiles.yml where dbt does, picks the profile (the one of dbt_project.yml unless `profile` says another) and its
 * target. Rejects with a `settings` error that says which file, profile, target or variable is missing.
 */
export async function targetOf(
  given: ConnectionSettings,
  kind: ConnectionKind,
  kindOf: KindOf,
  context: OpenContext,
): Promise<ConnectionSettings> {
  const settings = resolveSettings(given, kind, context);
  const project = resolve(context.projectRoot, settings.text("project") ?? ".");
  const { file, content } = await readProfiles(settings, project, context);
  const profiles: Profiles = { settings, file, env: context.env };
  const profileName = settings.text("profile") ?? (await profileOfProject(settings, project));
  const profile = member(fieldsOf(content), profileName, (hint) =>
    settingsError(settings.name, `${file} has no profile \`${profileName}\`${hint}.`),
  );
  const targets = fieldsOf(profile.outputs);
  const targetName = settings.text("target") ?? String(rendered(profile.target ?? "default", profiles));
  const target = member(targets, targetName, (hint) =>
    settingsError(
      settings.name,
      `the profile \`${profileName}\` in ${file} has no target \`${targetName}\`${hint}.`,
    ),
  );
  return settingsOf(target, given, profiles, kindOf);
}

/** https://docs.getdbt.com/docs/core/connect-data-platform/connection-profiles#advanced-profile-configuration */
async function readProfiles(
  settings: ResolvedSettings,
  project: string,
  context: OpenContext,
): Promise<{ readonly file: string; readonly content: unknown }> {
  const chosen = settings.text("profiles_dir") ?? context.env("DBT_PROFILES_DIR");
  const folders =
    chosen === undefined ? [project, join(homedir(), ".dbt")] : [filePath(context.projectRoot, chosen)];
  for (const folder of folders) {
    const file = join(folder, "profiles.yml");
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    try {
      return { file, content: parse(text, { maxAliasCount: 100 }) };
    } catch (error) {
      const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
      throw settingsError(settings.name, `${file} is no YAML that can be read: ${message}`);
    }
  }
  throw settingsError(
    settings.name,
    `there is no profiles.yml in ${folders.join(" or ")}. Set DBT_PROFILES_DIR or \`profiles_dir\` to where it is.`,
  );
}

async function profileOfProject(settings: ResolvedSettings, project: string): Promise<string> {
  const file = join(project, "dbt_project.yml");
  const text = await readFile(file, "utf8").catch(() => undefined);
  const profile =
    text === undefined ? undefined : /^profile:\s*['"]?([^'"#\n]+?)['"]?\s*(?:#.*)?$/m.exec(text)?.[1];
  if (profile !== undefined) return profile;
  throw settingsError(settings.name, `name the \`profile\`; there is none in ${file}.`);
}

/** The adapter's settings as ours. Settings that say nothing of the connection, such as `threads`, are passed over. */
function settingsOf(
  target: Fields,
  given: ConnectionSettings,
  profiles: Profiles,
  kindOf: KindOf,
): ConnectionSettings {
  const type = String(rendered(target.type, profiles));
  const adapter = adapters[type];
  if (!adapter)
    throw settingsError(
      profiles.settings.name,
      `dbt's adapter \`${type}\` is not supported; there are ${Object.keys(adapters).join(", ")}.`,
    );
  const declared = kindOf(adapter.type)?.settings ?? [];
  const paths = new Set(declared.flatMap((setting) => (setting.type === "path" ? [setting.name] : [])));
  const values = new Map(
    Object.entries(valuesOf(adapter, target, (value) => rendered(value, profiles)))
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]): [string, Setting] => [
        name,
        { kind: "value", value: paths.has(name) ? pathIn(value, profiles.file) : value, span: given.span },
      ]),
  );
  return { ...given, type: { value: adapter.type, span: given.type.span }, settings: values };
}

function valuesOf(adapter: Adapter, target: Fields, read: (value: unknown) => unknown): Fields {
  const plain = Object.entries(adapter.settings).map(([name, theirs]) => {
    const found = theirs.find((their) => target[their] !== undefined && target[their] !== null);
    return [name, found === undefined ? undefined : read(target[found])] as const;
  });
  const all = Object.fromEntries(
    Object.entries(target).map(([name, value]) => [name, readQuietly(value, read)]),
  );
  return { ...Object.fromEntries(plain), ...adapter.derive?.(all) };
}

/** A variable that is not set only matters where its setting is used. */
function readQuietly(value: unknown, read: (value: unknown) => unknown): unknown {
  try {
    return read(value);
  } catch {
    return undefined;
  }
}

/** dbt reads paths from the folder where it runs, which is its project; profiles.yml usually stands there too. */
function pathIn(value: unknown, file: string): unknown {
  if (typeof value !== "string" || value.includes("://")) return value;
  return filePath(dirname(file), value);
}

function rendered(value: unknown, { settings, file, env }: Profiles): unknown {
  if (typeof value !== "string") return value;
  const result = render(value, env);
  if ("value" in result) return result.value;
  const { variable, expression } = result.problem;
  throw settingsError(
    settings.name,
    variable === undefined
      ? `${file} holds {{ ${expression} }}; only env_var() can be read.`
      : `${file} reads the environment variable ${variable}, which is not set.`,
  );
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
