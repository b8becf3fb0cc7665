/** What the ladder asks of an engine: the embedded one without a table, and what is known of the project's own tables. */
import { chooseConnection } from "../../project/chooseConnection.ts";
import type { Project } from "../../project/types.ts";
import { withWarehouse } from "../../project/withWarehouse.ts";
import type { LadderParts } from "../../review/ladder/judge.ts";
import { openConnection } from "../../warehouse/open.ts";
import { type Connection, type EmbeddedEngine, WarehouseError } from "../../warehouse/types.ts";
import { askTables } from "../askConnection.ts";
import { runsHere } from "../connectionTypes.ts";
import { openContextOf } from "../openContext.ts";
import { openExampleEngine } from "../test/exampleEngine.ts";

export interface ReviewEngine {
  /** Opened when it is first asked for. */
  readonly engine: LadderParts["engine"];
  close(): Promise<void>;
}

/** In: the open project, the connection that is asked for, and the engine that embedded databases share. */
export function reviewEngine(
  project: Project,
  asked: string | undefined,
  engine: EmbeddedEngine,
  signal: AbortSignal,
): ReviewEngine {
  let opened: Promise<Awaited<ReturnType<LadderParts["engine"]>>> | undefined;
  const open = async () => {
    try {
      const connection = await openExampleEngine(project, signal, engine);
      return { connection, known: await withTablesKnown(project, asked, engine, signal) };
    } catch (error) {
      if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
      return { note: `The embedded engine can't be had: ${error.message}` };
    }
  };
  return {
    engine: () => {
      opened ??= open();
      return opened;
    },
    async close() {
      const had = await opened?.catch(() => undefined);
      if (had && "connection" in had) await had.connection.close();
    },
  };
}

/** The project with the columns of its own warehouse where that runs on this machine; any other costs, and is not asked. */
async function withTablesKnown(
  project: Project,
  asked: string | undefined,
  engine: EmbeddedEngine,
  signal: AbortSignal,
): Promise<Project> {
  const choice = chooseConnection(project.file, asked);
  if (choice.kind !== "chosen" || !(await runsHere(choice.settings, project))) return project;
  let connection: Connection | undefined;
  try {
    connection = await openConnection(choice.settings, openContextOf(project, engine), signal);
    return withWarehouse(project, await askTables(project, connection, "all", signal));
  } catch (error) {
    // What is known without it still counts, and what is not is said of each text.
    if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
    return project;
  } finally {
    await connection?.close();
  }
}
