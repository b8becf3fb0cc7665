/** A DuckDB of this process as a `Connection`: only the engine's own process has one. */
import { answeringConnection, type QueryEngine } from "../../queryConnection.ts";
import type { Cell, Connection, DatabaseSettings } from "../../types.ts";
import { refusePath } from "./attach.ts";
import { duckDbCatalog } from "./catalog.ts";
import { duckDbError } from "./errors.ts";
import { estimateOf, planOf } from "./estimate.ts";
import { createLender, type Lender, type Lending } from "./lease.ts";
import { ask } from "./statements.ts";

/** Opens at once, so that a file that can't be read is told now; nothing stays open while nothing runs. */
export async function openDuckDb(
  settings: DatabaseSettings,
  lending: Lending,
  signal: AbortSignal,
): Promise<Connection> {
  refusePath(settings.connection, settings.path);
  return answeringConnection(settings.connection, engineOf(createLender(settings, lending)), signal);
}

function engineOf(lender: Lender): QueryEngine {
  return {
    dialect: "duckdb",
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true, embedded: true },
    async ask(statement, running, stopped) {
      try {
        return await lender.use((session) => ask(session, statement, running, stopped));
      } catch (error) {
        throw duckDbError(error, statement.sql);
      }
    },
    // They are cells already, see `ask`.
    cell: (value) => value as Cell,
    catalog: duckDbCatalog,
    estimate: async (query, asking) =>
      estimateOf(query, asking, await lender.use(async ({ files }) => files)),
    plan: planOf,
    unreadable: () => lender.use(async ({ unreadable }) => unreadable),
    notices: () => lender.use(async ({ notices }) => notices),
    refuses: true,
    // The process that asks this one counts the time, without that of looking at the files.
    questionMs: Number.POSITIVE_INFINITY,
    close: () => lender.close(),
  };
}
