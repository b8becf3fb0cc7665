/**
 * What dbt wrote about its project: `target/manifest.json` (schemas v1 to v12) names models and sources, and
 * `target/catalog.json` (v1) gives their columns' types. Both are joined by `unique_id`.
 */
import { join } from "node:path";
import type { ProjectFile, TableReference } from "../spec/types.ts";
import type { Column, FileSystem, Project, Table } from "./types.ts";

export interface DbtProject {
  readonly tables: readonly Table[];
  readonly resolveTable: Project["resolveTable"];
}

interface ManifestNode {
  readonly resource_type?: string;
  readonly package_name?: string;
  readonly name?: string;
  readonly alias?: string | null;
  readonly identifier?: string | null;
  readonly source_name?: string;
  readonly database?: string | null;
  readonly schema?: string | null;
  readonly description?: string | null;
  readonly version?: string | number | null;
  readonly latest_version?: string | number | null;
  readonly columns?: Readonly<
    Record<
      string,
      { readonly name: string; readonly description?: string; readonly data_type?: string | null }
    >
  >;
}

interface CatalogNode {
  readonly columns: Readonly<
    Record<
      string,
      {
        readonly type?: string;
        readonly index?: number;
        readonly name?: string;
        readonly comment?: string | null;
      }
    >
  >;
}

interface Artefact<Node> {
  readonly nodes?: Readonly<Record<string, Node>>;
  readonly sources?: Readonly<Record<string, Node>>;
}

/** Reads dbt's artefacts of a project that names one; without them, relations alone resolve. */
export async function readDbtProject(
  files: FileSystem,
  root: string,
  file: ProjectFile,
): Promise<DbtProject> {
  if (!file.dbt) return dbtProject({}, {});
  const target = join(root, file.dbt.project.value, "target");
  const [manifest, catalog] = await Promise.all([
    files.readText(join(target, "manifest.json")),
    files.readText(join(target, "catalog.json")),
  ]);
  return dbtProject(parse<ManifestNode>(manifest), parse<CatalogNode>(catalog));
}

function parse<Node>(text: string | undefined): Artefact<Node> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    // A manifest that dbt is writing at this moment; the next change of the file is read again.
    return {};
  }
}

const modelTypes = new Set(["model", "seed", "snapshot"]);

function dbtProject(manifest: Artefact<ManifestNode>, catalog: Artefact<CatalogNode>): DbtProject {
  const models = Object.entries(manifest.nodes ?? {}).filter(([, node]) =>
    modelTypes.has(node.resource_type ?? ""),
  );
  const sources = Object.entries(manifest.sources ?? {});
  const byName = new Map<string, readonly string[]>();
  for (const [, node] of models) addModel(byName, node);
  for (const [, node] of sources) byName.set(`source ${node.source_name} ${node.name}`, partsOf(node));
  return {
    tables: [
      ...models.map(([id, node]) => tableOf(node, catalog.nodes?.[id])),
      ...sources.map(([id, node]) => tableOf(node, catalog.sources?.[id])),
    ],
    resolveTable: (table) => (table.kind === "relation" ? table.parts : byName.get(keyOf(table))),
  };
}

function keyOf(table: Exclude<TableReference, { kind: "relation" }>): string {
  if (table.kind === "source") return `source ${table.source} ${table.table}`;
  return table.package === undefined ? `ref ${table.model}` : `ref ${table.package} ${table.model}`;
}

/** A model with versions answers to its plain name with the latest one, as dbt's own `ref` does. */
function addModel(byName: Map<string, readonly string[]>, node: ManifestNode): void {
  if (!isLatest(node)) return;
  byName.set(`ref ${node.name}`, partsOf(node));
  byName.set(`ref ${node.package_name} ${node.name}`, partsOf(node));
}

function isLatest(node: ManifestNode): boolean {
  return node.version == null || node.version === node.latest_version;
}

function referenceTo(node: ManifestNode): string {
  return node.source_name === undefined ? `ref('${node.name}')` : `source('${node.source_name}', '${node.name}')`;
}

function partsOf(node: ManifestNode): string[] {
  const name = node.identifier ?? node.alias ?? node.name ?? "";
  return [node.database, node.schema, name].filter((part) => part != null && part !== "").map(String);
}

function tableOf(node: ManifestNode, seen: CatalogNode | undefined): Table {
  const described = new Map(
    Object.values(node.columns ?? {}).map((column) => [column.name.toLowerCase(), column]),
  );
  const inWarehouse = Object.entries(seen?.columns ?? {}).sort(
    ([, a], [, b]) => (a.index ?? 0) - (b.index ?? 0),
  );
  const columns = seen
    ? inWarehouse.map(([name, { type, comment }]) =>
        columnOf(name, type, described.get(name.toLowerCase())?.description || comment),
      )
    : [...described.values()].map((column) => columnOf(column.name, column.data_type, column.description));
  return {
    parts: partsOf(node),
    columns,
    ...(node.description && { description: node.description }),
    ...(isLatest(node) && { reference: referenceTo(node) }),
    origin: "dbt",
  };
}

function columnOf(
  name: string,
  type: string | null | undefined,
  description: string | null | undefined,
): Column {
  return { name, ...(type && { type }), ...(description && { description }) };
}
