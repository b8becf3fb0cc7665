import { expressionTypes } from "../binding/expressionTypes.ts";
import type { Project } from "../project/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import type { DialectName, ExpressionTypes } from "../sql/types.ts";
import { askConnection } from "../tasks/askConnection.ts";
import { isEmbedded, runsHere } from "../tasks/connectionTypes.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { type Connecting, withConnection } from "./connections.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";

/**
 * Types that the warehouse gives expressions, for ids that are the same everywhere. Asked where it costs nothing or where the connection
 * was named. For SQL of another engine only columns' types count: what an expression gives may be something else there.
 */
export async function knownTypes(
  { settings, ...asking }: Omit<Connecting, "settings"> & { settings: ConnectionSettings | undefined },
  dialect: DialectName,
  options: CommonOptions,
): Promise<{ project: Project; types: { types?: ExpressionTypes } }> {
  const { project, terminal } = asking;
  const isMeant = settings && (isEmbedded(settings) || options.connection !== undefined);
  if (!settings || !(isMeant || (await runsHere(settings, project)))) return { project, types: {} };
  const { quiet } = options;
  const asked = withConnection({ ...asking, settings, quiet }, (connection) =>
    withProgress(terminal, quiet, "Asking the warehouse about columns and types", () =>
      askConnection(project, connection, terminal.signal),
    ),
  );
  // What dbt has not built yet keeps nobody from compiling by dbt's artefacts.
  const known = isMeant ? await asked : await asked.catch(unlessAway);
  if (!known) return { project, types: {} };
  const isSame = dialect === known.bound.dialect;
  return { project: known.project, types: isSame ? { types: expressionTypes(known.bound) } : {} };
}

function unlessAway(error: unknown): undefined {
  if (!(error instanceof WarehouseError) || error.kind === "cancelled") throw error;
}
