/** What the type of a connection tells of it without opening it. */
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import type { DialectName } from "../sql/types.ts";
import { kindOf } from "../warehouse/open.ts";
import { type OpenContext, WarehouseError } from "../warehouse/types.ts";

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

/** The same, also where its settings lead to another type, as dbt's profiles do; false where those can't be read. Opens nothing. */
export async function runsHere(settings: ConnectionSettings, context: OpenContext): Promise<boolean> {
  try {
    return await leadsHere(settings, context);
  } catch (error) {
    if (error instanceof WarehouseError) return false;
    throw error;
  }
}

/** The same. Rejects with `WarehouseError` where the settings can't be read. */
export async function leadsHere(settings: ConnectionSettings, context: OpenContext): Promise<boolean> {
  const kind = kindOf(settings.type.value);
  if (!kind?.leadsTo) return kind?.embedded === true;
  return leadsHere(await kind.leadsTo(settings, context), context);
}
