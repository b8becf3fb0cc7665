import type { Catalog, Column, Table } from "./types.ts";

/** Beside `eventspec.yml`, and committed: what the warehouse looked like when somebody last asked. */
export const catalogFileName = "eventspec.catalog.json";

interface CatalogFile {
  readonly version: 1;
  readonly tables: readonly {
    readonly name: string;
    readonly description?: string;
    readonly columns: readonly Column[];
  }[];
}

const unknown: Catalog = { tables: [], known: false };

/** Reads the committed catalog. A text that is none, or of another version, gives an empty one that knows nothing. */
export function readCatalog(text: string): Catalog {
  let content: Partial<CatalogFile> | null;
  try {
    content = JSON.parse(text);
  } catch {
    return unknown;
  }
  if (content?.version !== 1 || !Array.isArray(content.tables)) return unknown;
  const tables = (content as CatalogFile).tables.map(
    ({ name, columns, description }): Table => ({
      parts: splitName(name),
      columns,
      ...(description !== undefined && { description }),
      origin: catalogFileName,
    }),
  );
  return { tables, known: true };
}

/** The catalog's text: tables by name, columns in the table's own order, so that a diff shows only what changed. */
export function writeCatalog(catalog: Catalog): string {
  const tables = catalog.tables
    .map(({ parts, columns, description }) => ({
      name: joinName(parts),
      ...(description !== undefined && { description }),
      columns,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `${JSON.stringify({ version: 1, tables } satisfies CatalogFile, null, 2)}\n`;
}

/**
 * The table that a name means: the same parts, or a longer name that ends with them. An exact spelling wins over one that
 * differs in case; `undefined` where nothing fits or where two tables fit equally.
 */
export function findTable(catalog: Catalog, parts: readonly string[]): Table | undefined {
  const index = indexOf(catalog);
  const candidates = index.get(keyOf(parts)) ?? [];
  if (candidates.length < 2) return candidates[0];
  const exact = candidates.filter((table) => endsWith(table.parts, parts));
  const best = exact.length > 0 ? exact : candidates;
  const whole = best.filter((table) => table.parts.length === parts.length);
  return whole.length === 1 ? whole[0] : best.length === 1 ? best[0] : undefined;
}

/** The column of a table by name: the exact spelling first, else without regard to case. */
export function findColumn(table: Table, name: string): Column | undefined {
  const lower = name.toLowerCase();
  return (
    table.columns.find((column) => column.name === name) ??
    table.columns.find((column) => column.name.toLowerCase() === lower)
  );
}

/** `shop.orders` → its parts; quoted parts (`"a.b"`) may hold dots and `""`. */
export function splitName(name: string): string[] {
  const parts = name.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [name];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
}

/** The reverse of `splitName`: only what needs quotes gets them. */
export function joinName(parts: readonly string[]): string {
  return parts.map((part) => (/[."]|^$/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(".");
}

const indexes = new WeakMap<Catalog, Map<string, Table[]>>();

/** Every suffix of every table's name, in lower case. Made once per catalog; the entry goes with it. */
function indexOf(catalog: Catalog): Map<string, Table[]> {
  const known = indexes.get(catalog);
  if (known) return known;
  const index = new Map<string, Table[]>();
  for (const table of catalog.tables) {
    for (let i = 0; i < table.parts.length; i++) {
      const key = keyOf(table.parts.slice(i));
      const list = index.get(key);
      if (list) list.push(table);
      else index.set(key, [table]);
    }
  }
  indexes.set(catalog, index);
  return index;
}

function keyOf(parts: readonly string[]): string {
  return joinName(parts).toLowerCase();
}

function endsWith(whole: readonly string[], end: readonly string[]): boolean {
  return end.every((part, i) => whole[whole.length - end.length + i] === part);
}
