/** Where examples run: on the embedded engine without any table for DuckDB, on the connection itself for other dialects. */
import { stateOf } from "../../project/tableState.ts";
import type { Project } from "../../project/types.ts";
import type { Check } from "../../proof/checks.ts";
import type { ConnectionSettings } from "../../spec/projectTypes.ts";
import { readTables } from "../../sql/examples/readTables.ts";
import { embeddedDialect, kindOf } from "../../warehouse/open.ts";
import type { Connection, EmbeddedEngine } from "../../warehouse/types.ts";

/** Opens the embedded engine without a table: no file of the project is opened. Rejects with `WarehouseError`. */
export async function openExampleEngine(
  { root }: Pick<Project, "root">,
  signal: AbortSignal,
  engine?: EmbeddedEngine,
): Promise<Connection> {
  const { ownEngine } = await import("../../warehouse/engineProcess/connection.ts");
  const settings = { connection: "examples", projectRoot: root };
  return (engine ?? ownEngine()).open(settings, signal);
}

/** Whether checks can be run without opening their connection: examples in the embedded engine's dialect, over tables whose columns the project itself knows. */
export function runOffline(
  project: Project,
  checks: readonly Check[],
  settings: ConnectionSettings,
): boolean {
  if (kindOf(settings.type.value)?.dialect !== embeddedDialect) return false;
  const events = new Set(checks.map(({ event }) => event));
  return (
    checks.every(({ part }) => part === "examples") &&
    [...events].every((event) =>
      [...readTables(project, event).values()].every(
        ({ reference }) => stateOf(reference, project).kind === "known",
      ),
    )
  );
}
