/**
 * Files that settings of a connection name. What the project says may come from anybody, so its paths stay inside it; those
 * of the user's own files and environment lead anywhere.
 */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { readOwn, whyNotOwn } from "../project/ownFiles.ts";
import { type ResolvedSettings, settingsError } from "./settings.ts";
import type { OpenContext } from "./types.ts";

/** Where the engines' own tools keep keys and profiles, below the home folder. */
const homePlaces = [".dbt", ".snowflake", ".postgresql", ".databricks", ".config/gcloud"];

/** Folders in which files may lie that a project names. */
export function foldersOf({ projectRoot, folders }: Pick<OpenContext, "projectRoot" | "folders">): string[] {
  return [projectRoot, ...homePlaces.map((place) => join(homedir(), place)), ...folders];
}

/** The absolute path that a setting means: `~/` is the home folder, anything else relative to `folder`. */
export function filePath(folder: string, path: string): string {
  return resolve(folder, path.replace(/^~(?=\/|\\)/, homedir()));
}

/** Rejects with a `settings` error where a path of a setting leads outside, or to no plain file. */
export async function refuseForeign(
  settings: ResolvedSettings,
  setting: string,
  path: string,
  context: Pick<OpenContext, "projectRoot" | "folders">,
): Promise<void> {
  const why = settings.own.has(setting)
    ? undefined
    : await whyNotOwn(filePath(context.projectRoot, path), foldersOf(context));
  if (why !== undefined) throw foreign(settings.name, `\`${setting}\` names ${path}, which ${why}`);
}

/** The content of a key or a certificate, which is kept out of messages; `undefined` where the setting is absent. Rejects with a `settings` error. */
export async function readKey(
  settings: ResolvedSettings,
  setting: string,
  context: Pick<OpenContext, "projectRoot" | "folders">,
): Promise<Buffer | undefined> {
  const path = settings.text(setting);
  if (path === undefined) return undefined;
  const within = settings.own.has(setting) ? undefined : foldersOf(context);
  const read = await readOwn(filePath(context.projectRoot, path), { within });
  if (Buffer.isBuffer(read)) {
    keepOut(read.toString("utf8"), settings);
    return read;
  }
  if (read) throw foreign(settings.name, `the file of \`${setting}\`, ${path}, ${read.why}`);
  throw settingsError(settings.name, `the file of \`${setting}\` can't be read: ${path}`);
}

function foreign(connection: string, what: string): Error {
  return settingsError(
    connection,
    `${what}. Name it in eventspec.local.yml, which is yours alone, or name its folder in EVENTSPEC_FOLDERS_ALLOW.`,
  );
}

const publicKeys = /^(?:type|project_id|client_email|universe_domain)$|_uri$|_url$/;

/** The lines of a key; of JSON, such as Google's, every text that is not for everybody anyway. */
function keepOut(text: string, { secrets }: ResolvedSettings): void {
  secrets.add(text);
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== "object" || content === null) return;
    for (const [name, value] of Object.entries(content))
      if (typeof value === "string" && !publicKeys.test(name)) secrets.add(value);
  } catch {
    // No JSON: its lines are all there is.
  }
}
