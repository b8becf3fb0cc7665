import type { UsedLookup } from "../../project/lookupsUsed.ts";
import { renameQualifiers } from "../reader/renameQualifiers.ts";
import type { DialectName } from "../types.ts";
import { writeIdentifier } from "../writeIdentifier.ts";

/** SQL of a lookup with its tables called as they are in the document that uses it; any other as it is written. */
export function textInUse(text: string, use: UsedLookup | undefined, dialect: DialectName): string {
  if (!use || use.aliases.size === 0) return text;
  const names = [...use.aliases].map(([own, name]) => [own, writeIdentifier(name, dialect)] as const);
  return renameQualifiers(text, new Map(names), dialect);
}
