/** A DuckDB as a `Connection`. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { answeringConnection, type QueryEngine } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Cell, Connection, ConnectionKind, OpenContext } from "../../types.ts";
import { refusePath } from "./attach.ts";
import { duckDbCatalog } from "./catalog.ts";
import { duckDbError } from "./errors.ts";
import { estimateOf } from "./estimate.ts";
import { createLender, type Lender } from "./lease.ts";
import { ask } from "./statements.ts";

/** Opens at once, so that a file that can't be read is told now; nothing stays open while nothing runs. */
export async function openDuckDb(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const path = settings.text("path");
  refusePath(settings.name, path);
  const lender = createLender({
    connection: settings.name,
    projectRoot: context.projectRoot,
    path,
    database: settings.text("database"),
    schema: settings.text("schema"),
    attach: settings.values.get("attach"),
    files: settings.values.get("files"),
  });
  return answeringConnection(settings.name, engineOf(lender), signal);
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
    unreadable: () => lender.use(async ({ unreadable }) => unreadable),
    notices: () => lender.use(async ({ notices }) => notices),
    refuses: true,
    close: () => lender.close(),
  };
}
