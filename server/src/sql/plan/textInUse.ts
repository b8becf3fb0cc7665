import { type Alias, aliasesOf } from "../../project/aliases.ts";
import { findColumn } from "../../project/catalog.ts";
import type { UsedLookup } from "../../project/lookupsUsed.ts";
import type { Project } from "../../project/types.ts";
import { columnPlaces } from "../reader/columnPlaces.ts";
import { renameQualifiers } from "../reader/renameQualifiers.ts";
import type { DialectName } from "../types.ts";
import { writeIdentifier } from "../writeIdentifier.ts";

/**
 * SQL of a lookup with its tables called as they are in the document that uses it; any other as it is written. A column that stands
 * without its table is one of the lookup's own, whatever stands beside them in the document: it gets that table's name, where one of them
 * alone is known to have it.
 */
export function textInUse(
  text: string,
  use: UsedLookup | undefined,
  { project, dialect }: { readonly project: Project; readonly dialect: DialectName },
): string {
  if (!use) return text;
  const whole = withTables(text, use, project, dialect);
  if (use.aliases.size === 0) return whole;
  const names = [...use.aliases].map(([own, name]) => [own, writeIdentifier(name, dialect)] as const);
  return renameQualifiers(whole, new Map(names), dialect);
}

/** With the lookup's own names of its tables. */
function withTables(text: string, { declared }: UsedLookup, project: Project, dialect: DialectName): string {
  const bare = columnPlaces(text, dialect).filter(({ parts }) => parts.length === 1);
  if (bare.length === 0) return text;
  const document = { joins: declared.joins, forEach: [], lookups: [] };
  const tables = aliasesOf({ file: project.file.file, document, definition: {} }, project);
  let qualified = "";
  let at = 0;
  for (const { parts } of bare) {
    const [column] = parts;
    const owner = column && ownerOf(column.name, tables);
    if (!column || !owner) continue;
    qualified += `${text.slice(at, column.start)}${writeIdentifier(owner.alias, dialect)}.`;
    at = column.start;
  }
  return qualified + text.slice(at);
}

function ownerOf(column: string, tables: readonly Alias[]): Alias | undefined {
  const [owner, ...others] = tables.filter(({ table }) => table && findColumn(table, column));
  return others.length === 0 ? owner : undefined;
}
