/** In which database and schema a connection finds tables that are named without one. */
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { kindOf } from "./open.ts";
import { resolveSettings } from "./settings.ts";
import { type Namespace, type OpenContext, WarehouseError } from "./types.ts";

/** Reads settings, and what they name, such as dbt's profiles; opens nothing. Settings that are wrong tell nothing: opening says why. */
export async function namespaceOf(settings: ConnectionSettings, context: OpenContext): Promise<Namespace> {
  const kind = kindOf(settings.type.value);
  if (!kind) return {};
  try {
    if (kind.leadsTo) return await namespaceOf(await kind.leadsTo(settings, context), context);
    return kind.namespace?.(resolveSettings(settings, kind, context)) ?? {};
  } catch (error) {
    if (error instanceof WarehouseError) return {};
    throw error;
  }
}
