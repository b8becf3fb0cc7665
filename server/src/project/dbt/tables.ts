/** Tables and references of a dbt project, from what dbt wrote. */
import { inDialect } from "../catalog.ts";
import { withTableTag } from "../tableTag.ts";
import type { Column, Project, Table } from "../types.ts";
import type { DbtArtifacts, DbtColumn, DbtNode } from "./manifest.ts";
import { indexOf, keyOf } from "./references.ts";

export interface DbtProject {
  readonly tables: readonly Table[];
  readonly resolveTable: Project["resolveTable"];
}

/** What artefacts say. Without a manifest, and for a connection of another target, relations alone resolve. */
export function dbtProject(artifacts: DbtArtifacts | undefined): DbtProject {
  const manifest = artifacts?.otherTarget ? undefined : artifacts?.manifest;
  const index = manifest && indexOf(manifest);
  return {
    tables: manifest && artifacts ? tablesOf(manifest.nodes, artifacts) : [],
    resolveTable(table) {
      if (table.kind === "relation") return table.parts;
      const node = index?.get(keyOf(table));
      return node?.hasRelation ? node.parts : undefined;
    },
  };
}

/** One entry per table of the warehouse: a seed may stand behind a source. */
function tablesOf(nodes: readonly DbtNode[], artifacts: DbtArtifacts): Table[] {
  const tables = new Map<string, Table>();
  for (const node of nodes.filter(({ hasRelation }) => hasRelation)) {
    const key = JSON.stringify(node.parts);
    const table = tableOf(node, artifacts);
    const known = tables.get(key);
    tables.set(key, known ? bothOf(table, known) : table);
  }
  return [...tables.values()];
}

/** The account of a table that knows its columns, described by the other. */
function bothOf(table: Table, other: Table): Table {
  const both =
    table.partial && !other.partial ? withDescriptions(other, table) : withDescriptions(table, other);
  return { ...both, ...(table.dbt && { dbt: { ...other.dbt, ...table.dbt } }) };
}

/**
 * Columns are those of the warehouse as long as dbt has asked it after its manifest was made; else those that dbt's catalog
 * or the project's documentation names, which may not be all, unless a contract makes sure that they are.
 */
function tableOf(node: DbtNode, { manifest, catalog, columnsProblem }: DbtArtifacts): Table {
  const asked = catalog?.columns.get(node.id);
  const isWhole = asked !== undefined && columnsProblem === undefined;
  const columns = isWhole ? describedBy(asked, node.columns) : documented(node, asked ?? []);
  return withTableTag({
    parts: node.parts,
    columns: columns.map((column) => inDialect(columnOf(column), manifest?.dialect)),
    ...(node.description !== undefined && { description: node.description }),
    ...(node.latest && { reference: referenceTo(node) }),
    ...(node.tags.length > 0 && { tags: node.tags }),
    dbt: node.facts,
    ...(!isWhole && !node.enforced && { partial: true as const }),
    origin: "dbt",
  });
}

function describedBy(columns: readonly DbtColumn[], documentation: readonly DbtColumn[]): DbtColumn[] {
  const described = new Map(documentation.map((column) => [column.name.toLowerCase(), column]));
  return columns.map((column) => {
    const same = described.get(column.name.toLowerCase());
    return {
      ...column,
      ...(same?.description && { description: same.description }),
      tags: same?.tags ?? [],
      ...(same?.facts && { facts: same.facts }),
    };
  });
}

function documented({ columns, enforced }: DbtNode, asked: readonly DbtColumn[]): readonly DbtColumn[] {
  if (enforced) return columns;
  const known = new Set(asked.map(({ name }) => name.toLowerCase()));
  return [...describedBy(asked, columns), ...columns.filter(({ name }) => !known.has(name.toLowerCase()))];
}

function columnOf({ tags, facts, ...column }: DbtColumn): Column {
  return { ...column, ...(tags.length > 0 && { tags }), ...(facts && { dbt: facts }) };
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
  const { partial, ...described } = other;
  if (columns.length > 0) return withTableTag({ ...described, ...table, columns });
  return withTableTag({ ...described, ...table, columns: other.columns, ...(partial && { partial }) });
}
