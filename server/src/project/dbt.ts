/** Tables and references of a dbt project, from what dbt wrote into its `target` folder. */
import { join } from "node:path";
import type { ProjectFile } from "../spec/projectTypes.ts";
import type { TableReference } from "../spec/types.ts";
import { inDialect } from "./catalog.ts";
import { type DbtColumn, type DbtManifest, type DbtNode, readDbtCatalog, readManifest } from "./dbtNodes.ts";
import type { DialectName } from "./dialectNames.ts";
import type { Column, FileSystem, Project, Table } from "./types.ts";

export interface DbtProject {
  readonly tables: readonly Table[];
  /** Of the adapter that dbt runs with. */
  readonly dialect?: DialectName;
  readonly resolveTable: Project["resolveTable"];
}

/** Reads the artefacts of the dbt project that the project file names; without them, relations alone resolve. */
export async function readDbtProject(
  files: FileSystem,
  root: string,
  file: ProjectFile,
): Promise<DbtProject> {
  if (!file.dbt) return dbtProject(undefined, undefined);
  const target = join(root, file.dbt.project.value, "target");
  const [manifest, catalog] = await Promise.all([
    files.readText(join(target, "manifest.json")),
    files.readText(join(target, "catalog.json")),
  ]);
  return dbtProject(manifest, catalog);
}

/** In: the texts of `manifest.json` and `catalog.json`; either may be missing or broken. */
export function dbtProject(manifestText: string | undefined, catalogText: string | undefined): DbtProject {
  const manifest = readManifest(manifestText);
  const columns = readDbtCatalog(catalogText);
  const names = namesOf(manifest);
  const { dialect } = manifest;
  return {
    tables: tablesOf(manifest.nodes, columns).map((table) => ({
      ...table,
      columns: table.columns.map((column) => inDialect(column, dialect)),
    })),
    ...(dialect && { dialect }),
    resolveTable: (table) => (table.kind === "relation" ? table.parts : names.get(keyOf(table))),
  };
}

function keyOf(table: Exclude<TableReference, { kind: "relation" }>): string {
  if (table.kind === "source") return JSON.stringify(["source", table.source, table.table]);
  return refKey(table.package, table.model, table.version);
}

function refKey(inPackage: string | undefined, model: string, version: string | undefined): string {
  return JSON.stringify(["ref", inPackage ?? null, model, version ?? null]);
}

/** What `ref` and `source` mean. The project's own models win over those of packages that bear the same name. */
function namesOf({ nodes, project }: DbtManifest): Map<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  const ownLast = [...nodes].sort((a, b) => Number(a.package === project) - Number(b.package === project));
  for (const node of ownLast) {
    if (node.kind === "source") {
      names.set(JSON.stringify(["source", node.source ?? "", node.name]), node.parts);
      continue;
    }
    for (const inPackage of [undefined, node.package]) {
      // A model with versions answers to its plain name with the latest one.
      if (node.latest) names.set(refKey(inPackage, node.name, undefined), node.parts);
      if (node.version !== undefined) names.set(refKey(inPackage, node.name, node.version), node.parts);
    }
  }
  return names;
}

/** One entry per table of the warehouse: a seed may stand behind a source. */
function tablesOf(nodes: readonly DbtNode[], columns: ReadonlyMap<string, readonly DbtColumn[]>): Table[] {
  const tables = new Map<string, Table>();
  for (const node of nodes) {
    const key = JSON.stringify(node.parts);
    const table = tableOf(node, columns.get(node.id));
    const known = tables.get(key);
    tables.set(key, known ? withDescriptions(table, known) : table);
  }
  return [...tables.values()];
}

function tableOf(node: DbtNode, inWarehouse: readonly DbtColumn[] | undefined): Table {
  const described = new Map(node.columns.map((column) => [column.name.toLowerCase(), column]));
  const columns = inWarehouse?.map((column) => {
    const documented = described.get(column.name.toLowerCase());
    return {
      ...column,
      ...(documented?.description && { description: documented.description }),
      tags: documented?.tags ?? [],
    };
  });
  return {
    parts: node.parts,
    columns: (columns ?? node.columns).map(columnOf),
    ...(node.description !== undefined && { description: node.description }),
    ...(node.latest && { reference: referenceTo(node) }),
    ...(node.tags.length > 0 && { tags: node.tags }),
    origin: "dbt",
  };
}

function columnOf({ tags, ...column }: DbtColumn): Column {
  return tags.length > 0 ? { ...column, tags } : column;
}

function referenceTo(node: DbtNode): string {
  return node.kind === "source" ? `source('${node.source}', '${node.name}')` : `ref('${node.name}')`;
}

/** A table with the descriptions, types and tags that another account of the same table adds. */
export function withDescriptions(table: Table, other: Table): Table {
  const others = new Map(other.columns.map((column) => [column.name.toLowerCase(), column]));
  const columns = table.columns.map((column) => {
    const { type, dialect, ...rest } = others.get(column.name.toLowerCase()) ?? {};
    const spelled = type === undefined ? {} : { type, ...(dialect && { dialect }) };
    return { ...rest, ...(column.type === undefined && spelled), ...column };
  });
  return { ...other, ...table, columns: columns.length > 0 ? columns : other.columns };
}
