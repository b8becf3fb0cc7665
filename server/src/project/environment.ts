import { delimiter, isAbsolute } from "node:path";
import { matchesName } from "../document/wildcards.ts";
import type { Secrets } from "./secrets.ts";

/** What a project may read of the environment. */
export interface Environment {
  /**
   * The value of a variable, `.env` beside the project file first; `undefined` where it is not set, or may not be read. It is
   * kept out of messages from then on.
   */
  readonly env: (name: string) => string | undefined;
  /** Why the files of a project may not name a variable, as the end of a sentence about it. */
  readonly envRefusal: (name: string) => string | undefined;
  readonly secrets: Secrets;
  /** Absolute folders besides the project's in which its files may name others. */
  readonly folders: readonly string[];
}

/** Where build servers say which variables a project's files may name: names with `*`, parted by commas or blanks. */
const allowing = "EVENTSPEC_ENV_ALLOW";

/** Where a user says which folders' files a project may name besides its own, parted as in PATH. */
const folders = "EVENTSPEC_FOLDERS_ALLOW";

/** Names of profiles and folders that dbt itself takes from the environment: nothing of them is secret. */
const ofDbt = new Set(["DBT_PROFILE", "DBT_TARGET", "DBT_PROFILES_DIR", "DBT_TARGET_PATH"]);

/** In: what `.env` says, the process's environment, and where values are kept that no message may hold. */
export function environmentOf(
  variables: ReadonlyMap<string, string>,
  process: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
): Environment {
  // Only who starts the process may say it: `.env` is a file of the project.
  const allowed = process[allowing]?.split(/[\s,]+/).filter((name) => name !== "");
  const envRefusal: Environment["envRefusal"] = (name) => {
    if (!allowed || ofDbt.has(name) || allowed.some((pattern) => matchesName(pattern, name)))
      return undefined;
    return `is none of those that ${allowing} lets a project read (${allowed.join(", ") || "none"})`;
  };
  return {
    envRefusal,
    secrets,
    folders: (process[folders] ?? "").split(delimiter).filter((folder) => isAbsolute(folder)),
    env: (name) => {
      if (envRefusal(name) !== undefined) return undefined;
      const value = variables.get(name) ?? process[name];
      if (value !== undefined && !ofDbt.has(name)) secrets.add(value);
      return value;
    },
  };
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/**
 * Reads a `.env` file: `NAME=value` lines, an optional `export`, comments, single quotes (taken as they are) and double
 * quotes (with `\n`, `\"`, `\\`). Lines that are nothing of that are passed over. Values over several lines are not read.
 */
export function readEnvironment(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const match = assignment.exec(line);
    if (match?.[1]) variables.set(match[1], unquoted(match[2] ?? ""));
  }
  return variables;
}

function unquoted(written: string): string {
  const single = /^'([^']*)'/.exec(written);
  if (single) return single[1] ?? "";
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(written);
  if (double) return (double[1] ?? "").replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c));
  return written.replace(/(^|\s)#.*$/, "").trim();
}
