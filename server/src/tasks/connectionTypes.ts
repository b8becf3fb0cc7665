/** What the type of a connection tells of it without opening it. */
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import type { DialectName } from "../sql/types.ts";
import { kindOf } from "../warehouse/open.ts";

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
