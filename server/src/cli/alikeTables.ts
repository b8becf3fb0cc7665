/** Events of tables that look alike, which only the catalog can tell. */
import { chooseConnection } from "../project/chooseConnection.ts";
import { unfoundTables } from "../project/eachTable.ts";
import type { Project } from "../project/types.ts";
import { withWarehouse } from "../project/withWarehouse.ts";
import { askTables } from "../tasks/askConnection.ts";
import { isEmbedded } from "../tasks/connectionTypes.ts";
import { openContextOf } from "../tasks/openContext.ts";
import { WarehouseError } from "../warehouse/types.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** Asks which tables the documents of a project count for, where its files don't say and the answer costs nothing, or the connection was named. */
export async function withAlikeTables(
  project: Project,
  { connection }: CommonOptions,
  terminal: Terminal,
): Promise<Project> {
  const choice = chooseConnection(project.file, connection);
  if (unfoundTables(project).length === 0 || choice.kind !== "chosen") return project;
  const { settings } = choice;
  if (connection === undefined && !isEmbedded(settings)) return project;
  const { openConnection } = await import("../warehouse/open.ts");
  return terminal.cancellable(async () => {
    try {
      const opened = await openConnection(settings, openContextOf(project), terminal.signal);
      try {
        return withWarehouse(project, await askTables(project, opened, "used", terminal.signal));
      } finally {
        await opened.close();
      }
    } catch (error) {
      // Whoever needs the connection says why it can't be had.
      if (error instanceof WarehouseError) return project;
      throw error;
    }
  });
}
