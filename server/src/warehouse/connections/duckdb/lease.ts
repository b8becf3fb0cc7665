/** Lends sessions of a database that is open only while it is used, and opened anew when its files have changed. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ProcessLimits } from "../../engineProcess/messages.ts";
import type { DatabaseSettings } from "../../types.ts";
import type { Recipes } from "./createTables.ts";
import { type Database, openDatabase } from "./database.ts";
import { type DeclaredTables, type FileTable, fileTables } from "./files.ts";

export interface Lender {
  /** Does `work` with a session. `spent()` says that the session must not be used again. */
  use<T>(work: (session: DuckDbSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DuckDbSession {
  readonly duckdb: DuckDBConnection;
  readonly files: readonly FileTable[];
  readonly unreadable: Database["unreadable"];
  readonly notices: Database["notices"];
  spent(): void;
}

interface Opening {
  readonly signature: string;
  readonly database: Promise<Database>;
  users: number;
  retired: boolean;
}

/**
 * A database file is let go of this long after the last query, so that others can write it; queries that follow each other
 * closely share one opening, which costs about 20 ms.
 */
const idleMs = 25;

/** What a database is opened in. */
export interface Lending extends ProcessLimits {
  /** Told when looking at the files begins, and when it has ended. */
  onOpening(active: boolean): void;
}

export function createLender(settings: DatabaseSettings, lending: Lending): Lender {
  let current: Opening | undefined;
  let idle: NodeJS.Timeout | undefined;
  const closing = new Set<Promise<void>>();
  const recipes: Recipes = new Map();

  const retire = (slot: Opening): void => {
    slot.retired = true;
    if (current === slot) current = undefined;
    if (slot.users > 0) return;
    const closed = closeOpening(slot);
    closing.add(closed);
    void closed.finally(() => closing.delete(closed));
  };
  const open = (declared: DeclaredTables) =>
    announced(lending, () => openDatabase(settings, declared, { recipes, limits: lending }));
  const take = async (): Promise<Opening> => {
    const declared = await fileTables(settings.files, settings);
    const signature = JSON.stringify(declared);
    clearTimeout(idle);
    if (current && current.signature !== signature) retire(current);
    current ??= { signature, database: open(declared), users: 0, retired: false };
    current.users++;
    return current;
  };
  const giveBack = (slot: Opening, failed: boolean): void => {
    slot.users--;
    if (failed || slot.retired) retire(slot);
    else if (slot.users === 0 && settings.path !== undefined) {
      idle = setTimeout(() => retire(slot), idleMs);
      idle.unref();
    }
  };

  return {
    async use(work) {
      const slot = await take();
      const database = await slot.database.catch((error: unknown) => {
        giveBack(slot, true);
        throw error;
      });
      return withSession(database, work).finally(() => giveBack(slot, false));
    },
    async close() {
      clearTimeout(idle);
      if (current) retire(current);
      await Promise.all(closing);
    },
  };
}

async function announced(lending: Lending, open: () => Promise<Database>): Promise<Database> {
  lending.onOpening(true);
  try {
    return await open();
  } finally {
    lending.onOpening(false);
  }
}

/** What never opened needs no closing; who waited for it was told. */
async function closeOpening({ database }: Opening): Promise<void> {
  await database.then(
    (opened) => opened.close(),
    () => undefined,
  );
}

async function withSession<T>(database: Database, work: (session: DuckDbSession) => Promise<T>): Promise<T> {
  const duckdb = await database.connect();
  let spent = false;
  const session: DuckDbSession = {
    duckdb,
    files: database.files,
    unreadable: database.unreadable,
    notices: database.notices,
    spent: () => {
      spent = true;
    },
  };
  try {
    return await work(session);
  } catch (error) {
    spent = true;
    throw error;
  } finally {
    database.release(duckdb, spent);
  }
}
