/** A catalog that is read by queries. */
import type { Column } from "../project/types.ts";
import type { Dialect } from "../sql/dialects/dialect.ts";
import type { Asking, CatalogReader } from "./queryConnection.ts";
import type { Cell, DescribedTable } from "./types.ts";

/** One column of a table, as far as a query tells it. */
type ColumnRow = Readonly<Partial<Record<ColumnFact, Cell>>>;

type ColumnFact =
  /** Tells tables of the same name apart where several databases are read. */
  | "database"
  | "schema"
  | "table"
  | "tableDescription"
  | "column"
  | "type"
  | "length"
  | "precision"
  | "scale"
  /** `NO` or `false` where it is never null. */
  | "nullable"
  /** See `Column.momentShare`. */
  | "share"
  | "description";

export interface CatalogQueries {
  /** Gives schema and name of every table, in their order. */
  readonly tables: string;
  /**
   * Gives one row a column, in order: of every table, or of those that a name may mean, the likeliest first. The name comes
   * from its end: table, schema, database.
   */
  columns(name: readonly string[]): string;
  /** What the cells of such a row are. */
  readonly row: readonly ColumnFact[];
  /** The type as the engine spells it elsewhere, where the catalog has it in parts; `undefined` where there is none. */
  typeOf?(row: ColumnRow): string | undefined;
  /** What else an engine knows of a column. */
  more?(row: ColumnRow): Pick<Column, "mixedTimes" | "momentShare">;
}

export function sqlCatalog(queries: CatalogQueries): CatalogReader {
  const described = async (name: readonly string[], { rows }: Asking): Promise<DescribedTable[]> =>
    tablesOf(await rows(queries.columns(name)), queries);
  return {
    tables: async ({ rows }) => (await rows(queries.tables)).map((parts) => ({ parts: parts.map(String) })),
    columns: async (parts, asking) => (await described([...parts].reverse(), asking))[0]?.columns,
    describe: (asking) => described([], asking),
  };
}

/** `a and b`, without those that are not asked for. */
export function conditions(...all: readonly (string | false)[]): string {
  return all.filter((condition) => condition !== false).join(" and ") || "true";
}

/** A name between quotes. */
export function quoted({ quote }: Pick<Dialect, "quote">, name: string): string {
  return quote + name.replaceAll(quote, quote + quote) + quote;
}

function tablesOf(
  rows: readonly (readonly Cell[])[],
  { row, typeOf, more }: CatalogQueries,
): DescribedTable[] {
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const cells of rows) {
    const facts: ColumnRow = Object.fromEntries(row.map((fact, i) => [fact, cells[i] ?? null]));
    const key = JSON.stringify([facts.database, facts.schema, facts.table]);
    const known = tables.get(key) ?? {
      parts: [String(facts.schema), String(facts.table)],
      columns: [],
      ...described(facts.tableDescription),
    };
    tables.set(key, known);
    const type = typeOf ? typeOf(facts) : String(facts.type);
    known.columns.push({
      name: String(facts.column),
      ...(type !== undefined && { type }),
      ...described(facts.description),
      ...more?.(facts),
      ...((facts.nullable === "NO" || facts.nullable === false) && { nullable: false }),
    });
  }
  return [...tables.values()];
}

function described(text: Cell | undefined): { readonly description?: string } {
  return text ? { description: String(text) } : {};
}
