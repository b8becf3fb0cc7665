/** Datasets, tables and columns by the REST API, which costs nothing. */
import type { Column } from "../../../project/types.ts";
import { unlessStopped } from "../../bounded.ts";
import type { CatalogReader } from "../../queryConnection.ts";
import { type TableName, WarehouseError } from "../../types.ts";
import { type FieldSchema, typeName } from "./cells.ts";
import { type BigQueryProject, call } from "./rest.ts";

export function bigQueryCatalog(project: BigQueryProject): CatalogReader {
  return {
    tables: ({ signal }) => unlessStopped(signal, () => listTables(project)),
    columns: (parts, { signal }) => unlessStopped(signal, () => columnsOf(project, parts)),
  };
}

interface Listed {
  readonly nextPageToken?: string;
  readonly datasets?: readonly { readonly datasetReference: { readonly datasetId: string } }[];
  readonly tables?: readonly { readonly tableReference: { readonly tableId: string } }[];
}

async function pages(project: BigQueryProject, path: string): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let token: string | undefined = ""; token !== undefined; token = found.at(-1)?.nextPageToken) {
    const query: Record<string, string> = token === "" ? {} : { pageToken: token };
    found.push(await call<Listed>(project, "GET", path, { query: { maxResults: "1000", ...query } }));
  }
  return found;
}

async function listTables(project: BigQueryProject): Promise<TableName[]> {
  const listed = await pages(project, "datasets");
  const datasets = listed.flatMap(({ datasets: page = [] }) =>
    page.map((each) => each.datasetReference.datasetId),
  );
  const names: TableName[] = [];
  for (const dataset of datasets)
    for (const { tables = [] } of await pages(project, `datasets/${encodeURIComponent(dataset)}/tables`))
      names.push(...tables.map(({ tableReference }) => ({ parts: [dataset, tableReference.tableId] })));
  return names;
}

/** Names are told apart by case there, so that the exact one is asked for. */
async function columnsOf(project: BigQueryProject, parts: readonly string[]): Promise<Column[] | undefined> {
  const [table, dataset = project.dataset, id = project.id] = [...parts].reverse();
  if (table === undefined || dataset === undefined) return undefined;
  const path = `datasets/${encodeURIComponent(dataset)}/tables/${encodeURIComponent(table)}`;
  try {
    const found = await call<{ schema?: { fields?: readonly FieldSchema[] } }>(
      { ...project, id },
      "GET",
      path,
    );
    return (found.schema?.fields ?? []).map((field) => ({
      name: field.name,
      type: typeName(field),
      ...(field.description && { description: field.description }),
      ...(field.mode === "REQUIRED" && { nullable: false }),
    }));
  } catch (error) {
    if (error instanceof WarehouseError && /^Not found/i.test(error.message)) return undefined;
    throw error;
  }
}
