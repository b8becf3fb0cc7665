/** What a query would read, by DuckDB's plan and the sizes of files. */
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import type { Asking } from "../../queryConnection.ts";
import type { Estimate } from "../../types.ts";
import type { FileTable } from "./files.ts";

interface DuckDbPlan {
  readonly children?: readonly DuckDbPlan[];
  readonly extra_info?: Readonly<Record<string, unknown>>;
}

const head = "explain (format json) ";

/** Rows that its scans are expected to yield; bytes where the query reads declared files only: their sizes. */
export async function estimateOf(
  query: string,
  { rows: ask }: Asking,
  files: readonly FileTable[],
): Promise<Estimate> {
  const plan: readonly DuckDbPlan[] = JSON.parse(await planOf(query, { rows: ask }));
  const rows = plan.reduce((sum, node) => sum + scannedRows(node), 0);
  const [serialized] = await ask(`select json_serialize_sql(${duckdb.literal(query)}::varchar)`);
  const named = tablesNamed(JSON.parse(String(serialized?.[0])), []);
  const known = named.map((name) => fileTable(name, files)).filter((table) => table !== undefined);
  const bytes = known.flatMap((table) => table.files).reduce((sum, file) => sum + file.bytes, 0);
  const onlyFiles = known.length > 0 && known.length === named.length;
  return {
    rows,
    ...(onlyFiles && { bytes }),
    billed: false,
    basis: onlyFiles ? "rows by DuckDB's plan, bytes by the size of the files" : "rows by DuckDB's plan",
  };
}

/** DuckDB's optimised plan, as JSON. */
export async function planOf(query: string, { rows: ask }: Pick<Asking, "rows">): Promise<string> {
  const [explained] = await ask(head + query, head.length);
  return String(explained?.[1] ?? "[]");
}

function scannedRows(node: DuckDbPlan): number {
  const children = node.children ?? [];
  if (children.length > 0) return children.reduce((sum, child) => sum + scannedRows(child), 0);
  const rows = Number(String(node.extra_info?.["Estimated Cardinality"] ?? "").replace(/[^\d]/g, ""));
  return Number.isFinite(rows) ? rows : 0;
}

/** Names of tables in a serialised statement, lower case, once for each time they stand there; a CTE's own is none. */
function tablesNamed(node: unknown, ctes: readonly string[]): string[][] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => tablesNamed(item, ctes));
  const fields = node as Readonly<Record<string, unknown>>;
  const inner = [...ctes, ...cteNames(fields.cte_map)];
  const below = Object.values(fields).flatMap((value) => tablesNamed(value, inner));
  if (fields.type !== "BASE_TABLE") return below;
  const parts = [fields.catalog_name, fields.schema_name, fields.table_name]
    .filter((part): part is string => typeof part === "string" && part !== "")
    .map((part) => part.toLowerCase());
  return parts.length === 1 && inner.includes(parts[0] ?? "") ? below : [...below, parts];
}

function cteNames(map: unknown): string[] {
  const entries = (map as { readonly map?: readonly { readonly key: string }[] } | undefined)?.map ?? [];
  return entries.map(({ key }) => key.toLowerCase());
}

/** The table that a name means, as `findTable` reads names: the longer may end with the shorter. */
function fileTable(name: readonly string[], files: readonly FileTable[]): FileTable | undefined {
  return files.find((table) => {
    const own = table.parts.map((part) => part.toLowerCase());
    const length = Math.min(own.length, name.length);
    return own.slice(-length).join("\0") === name.slice(-length).join("\0");
  });
}
