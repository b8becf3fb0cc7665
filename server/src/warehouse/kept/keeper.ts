/** Keeps answers of embedded engines between processes, where that is wanted and safe. */
import { readdirSync } from "node:fs";
import { debuglog } from "node:util";
import type { Secrets } from "../../project/secrets.ts";
import type { Ask } from "../engineProcess/messages.ts";
import type { DatabaseSettings } from "../types.ts";
import { type DataState, type KeptEngine, keepAnswers } from "./answers.ts";
import { cacheFolder, isOfProject } from "./folder.ts";
import { programDigest } from "./program.ts";
import { createStore } from "./store.ts";

export interface Keeper {
  /** How the engine is asked → the same, where what is known needs no engine; `undefined` where nothing is kept. */
  keep(ask: Ask, settings: DatabaseSettings, secrets: Secrets): Promise<KeptEngine | undefined>;
  /** Whether anything is kept at all: if not, the engine is needed. */
  readonly isEmpty: () => boolean;
}

export interface KeeperOptions {
  /** The process's own: a project's `.env` has no say in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the user wants it now; the variable EVENTSPEC_CACHE may say no, too. */
  readonly isWanted?: () => boolean;
  /** Told why nothing is kept, as a sentence; else NODE_DEBUG=eventspec shows it. */
  readonly note?: (trouble: string) => void;
  /** See `programDigest`, which says it when absent. */
  readonly program?: string;
}

const variable = "EVENTSPEC_CACHE";
const no = /^(?:0|off|no|false)$/i;

export function createKeeper(options: KeeperOptions): Keeper {
  const { env, isWanted = () => true, note = debuglog("eventspec") } = options;
  const folder = no.test(env[variable] ?? "") ? undefined : cacheFolder(env);
  return {
    isEmpty: () => folder === undefined || !isWanted() || isEmptyFolder(folder),
    async keep(ask, settings, { redact }) {
      if (folder === undefined || !isWanted()) return undefined;
      const program = options.program ?? (await programDigest());
      if (program === undefined) return undefined;
      if (await isOfProject(folder, settings.projectRoot)) {
        note(`No answers are kept: ${folder} lies in the repository of the project.`);
        return undefined;
      }
      const look = async (): Promise<DataState | undefined> => (await looking()).dataState(settings);
      const mayWrite = (text: string): boolean => redact(text) === text;
      return keepAnswers(ask, { store: createStore(folder, note), program, look, mayWrite });
    },
  };
}

function isEmptyFolder(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}

/** What only an engine's own files know. */
const looking = () => import("../connections/duckdb/dataState.ts");
