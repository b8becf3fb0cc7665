/** Which files a connection reads, so that an editor can follow them. */
import { resolve, sep } from "node:path";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { kindOf } from "./open.ts";
import { resolveSettings } from "./settings.ts";
import { type OpenContext, WarehouseError } from "./types.ts";

/**
 * Absolute paths and patterns with `/`, as `matchesPath` reads them. Opens nothing. Settings that are wrong name no file:
 * opening says why.
 */
export async function dataFilesOf(settings: ConnectionSettings, context: OpenContext): Promise<string[]> {
  const kind = kindOf(settings.type.value);
  if (!kind) return [];
  try {
    if (kind.leadsTo) return await dataFilesOf(await kind.leadsTo(settings, context), context);
    const named = kind.dataFiles?.(resolveSettings(settings, kind, context).values) ?? [];
    return named.map((path) => resolve(context.projectRoot, path).split(sep).join("/"));
  } catch (error) {
    if (error instanceof WarehouseError) return [];
    throw error;
  }
}
