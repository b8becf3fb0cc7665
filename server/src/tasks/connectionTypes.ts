/** What the type of a connection tells of it without opening it. */
import { tablesOfProject } from "../project/tablesOf.ts";
import type { Project } from "../project/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import type { DialectName } from "../sql/types.ts";
import { kindOf } from "../warehouse/open.ts";
import { type OpenContext, WarehouseError } from "../warehouse/types.ts";
import { openContextOf } from "./openContext.ts";

/** Whether using the connection needs no account, network or money: it runs on this machine. */
export function isEmbedded(settings: ConnectionSettings): boolean {
  return kindOf(settings.type.value)?.embedded === true;
}

/** What SQL is written in where no connection tells. */
const usualDialect: DialectName = "duckdb";

/** The dialect of a connection's SQL as far as its type tells; the usual one where it doesn't, or there is no connection. */
export function connectionDialect(settings: ConnectionSettings | undefined): DialectName {
  return (settings && kindOf(settings.type.value)?.dialect) ?? usualDialect;
}

/**
 * The same, also where its settings lead to another type, as dbt's profiles do; false where those can't be read, and where specs
 * use dbt's names and dbt has left no manifest that tells what they mean there: then what the project knows is all that is known. Opens nothing.
 */
export async function runsHere(settings: ConnectionSettings, project: Project): Promise<boolean> {
  const isOfDbt = kindOf(settings.type.value)?.leadsTo !== undefined;
  if (isOfDbt && !project.dbt?.manifest && usesNamesOfDbt(project)) return false;
  try {
    return await leadsHere(settings, openContextOf(project));
  } catch (error) {
    if (error instanceof WarehouseError) return false;
    throw error;
  }
}

function usesNamesOfDbt(project: Project): boolean {
  for (const { kind } of tablesOfProject(project)) if (kind !== "relation") return true;
  return false;
}

/** The same. Rejects with `WarehouseError` where the settings can't be read. */
export async function leadsHere(settings: ConnectionSettings, context: OpenContext): Promise<boolean> {
  const kind = kindOf(settings.type.value);
  if (!kind?.leadsTo) return kind?.embedded === true;
  return leadsHere(await kind.leadsTo(settings, context), context);
}
