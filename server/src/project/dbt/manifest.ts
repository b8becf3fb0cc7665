/**
 * dbt's artefacts as the few facts that are asked of them. Sources: the JSON schemas of `manifest.json` (v1 to v12) and
 * `catalog.json` (v1) at schemas.getdbt.com. The files are made by tools of many versions, so nothing is taken for granted.
 */
import type { Span } from "../../document/types.ts";
import { type DialectName, dialectNamed } from "../dialectNames.ts";

/** A model, seed, snapshot or source, as the manifest has it. */
export interface DbtNode {
  readonly id: string;
  /** What `ref()` leads to, and what `source()` does. */
  readonly kind: "model" | "source";
  /** False where it is inlined wherever it is used: the warehouse has no relation of it. */
  readonly hasRelation: boolean;
  /** dbt makes sure that the relation has just the columns that the node names. */
  readonly enforced: boolean;
  /** Database and schema where they are those of dbt's target, because the node asks for no others. */
  readonly inTarget: { readonly database?: string; readonly schema?: string };
  readonly package: string;
  readonly name: string;
  /** Of a source: the source that it belongs to. */
  readonly source?: string;
  readonly version?: string;
  /** False for an older version of a model with versions. */
  readonly latest: boolean;
  readonly parts: readonly string[];
  readonly description?: string;
  readonly tags: readonly string[];
  readonly columns: readonly DbtColumn[];
}

export interface DbtColumn {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly tags: readonly string[];
}

export interface DbtManifest {
  /** The project itself; absent before v4. */
  readonly project?: string;
  /** Of the adapter that the project was built with. */
  readonly dialect?: DialectName;
  /** When dbt wrote it: milliseconds since 1970. */
  readonly made?: number;
  readonly nodes: readonly DbtNode[];
  /** Models and sources that are switched off. */
  readonly disabled: readonly DbtNode[];
}

export interface DbtCatalog {
  /** When dbt asked the warehouse: milliseconds since 1970. */
  readonly made?: number;
  /** By node, in the warehouse's order. */
  readonly columns: ReadonlyMap<string, readonly DbtColumn[]>;
}

/** A sentence that says what is wrong, and one that says how to fix it. */
interface Problem {
  readonly message: string;
  readonly hint: string;
}

export interface DbtArtifacts {
  /** The folder that they lie in, absolute. */
  readonly folder: string;
  /** The same, relative to the project, for people. */
  readonly shown: string;
  /** The connection whose own they are by its setting `artifacts`; absent: those of the whole project. */
  readonly connection?: string;
  /** What names them in the project file. */
  readonly place: { readonly span: Span };
  /** As far as they could be read; an editor keeps the last good reading. */
  readonly manifest?: DbtManifest;
  readonly catalog?: DbtCatalog;
  /** What keeps the manifest from being read as it is now. */
  readonly problem?: Problem;
  /** What keeps columns from being known. */
  readonly columnsProblem?: Problem;
  /** Set where they are of another target than the connection that is used: then none of their names holds. */
  readonly otherTarget?: Problem;
}

const relations = new Set(["model", "seed", "snapshot"]);

/** Reads `manifest.json`; `undefined` for a text that is none, such as one that dbt is writing at this moment. */
export function readManifest(text: string): DbtManifest | undefined {
  const manifest = parse(text);
  if (!manifest) return undefined;
  const metadata = recordOf(manifest.metadata);
  const project = textOf(metadata.project_name);
  const dialect = dialectNamed(metadata.adapter_type);
  const disabled = Object.entries(recordOf(manifest.disabled)).flatMap(([id, nodes]) =>
    Array.isArray(nodes) ? nodes.map((node): [string, Json] => [id, recordOf(node)]) : [],
  );
  return {
    ...(project !== undefined && { project }),
    ...(dialect && { dialect }),
    ...momentOf(metadata.generated_at),
    nodes: [...entries(manifest.nodes), ...entries(manifest.sources)].flatMap(nodeOf),
    disabled: disabled.flatMap(nodeOf),
  };
}

/** Reads the columns of `catalog.json`; `undefined` for a text that is none. */
export function readDbtCatalog(text: string): DbtCatalog | undefined {
  const catalog = parse(text);
  if (!catalog) return undefined;
  const columns = [...entries(catalog.nodes), ...entries(catalog.sources)].map(
    ([id, node]) => [id, columnsInOrder(node)] as const,
  );
  return { ...momentOf(recordOf(catalog.metadata).generated_at), columns: new Map(columns) };
}

function columnsInOrder(node: Json): DbtColumn[] {
  return entries(node.columns)
    .sort(([, a], [, b]) => (Number(a.index) || 0) - (Number(b.index) || 0))
    .map(([name, column]) =>
      columnOf(name, { ...column, data_type: column.type, description: column.comment }),
    );
}

function momentOf(written: unknown): { readonly made?: number } {
  const made = Date.parse(textOf(written) ?? "");
  return Number.isNaN(made) ? {} : { made };
}

/** None for what no reference leads to: tests, analyses, operations. */
function nodeOf([id, node]: [string, Json]): DbtNode[] {
  const type = textOf(node.resource_type) ?? (node.source_name === undefined ? "" : "source");
  if (type === "source") return [describedNode(id, node, "source")];
  return relations.has(type) ? [describedNode(id, node, "model")] : [];
}

function describedNode(id: string, node: Json, kind: DbtNode["kind"]): DbtNode {
  const config = recordOf(node.config);
  const name = textOf(node.name) ?? "";
  const version = textOf(node.version);
  const source = textOf(node.source_name);
  const description = textOf(node.description);
  const table = textOf(node.identifier) ?? textOf(node.alias) ?? name;
  return {
    id,
    kind,
    hasRelation: textOf(config.materialized) !== "ephemeral",
    enforced: [node.contract, config.contract].some((contract) => recordOf(contract).enforced === true),
    inTarget: kind === "model" ? targetOf(node, config) : {},
    package: textOf(node.package_name) ?? "",
    name,
    ...(source !== undefined && { source }),
    ...(version !== undefined && { version }),
    latest: version === undefined || version === textOf(node.latest_version),
    parts: [textOf(node.database), textOf(node.schema), table].filter((part) => part !== undefined),
    ...(description !== undefined && { description }),
    tags: tagsOf(node),
    columns: entries(node.columns).map(([key, column]) => columnOf(key, column)),
  };
}

function targetOf(node: Json, config: Json): DbtNode["inTarget"] {
  const database = config.database ?? config.target_database ?? undefined;
  const schema = config.schema ?? config.target_schema ?? undefined;
  const own = { database: textOf(node.database), schema: textOf(node.schema) };
  return {
    ...(database === undefined && own.database !== undefined && { database: own.database }),
    ...(schema === undefined && own.schema !== undefined && { schema: own.schema }),
  };
}

function columnOf(key: string, column: Json): DbtColumn {
  const type = textOf(column.data_type);
  const description = textOf(column.description);
  return {
    name: textOf(column.name) ?? key,
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    tags: [...new Set([...tagsOf(column), ...classesOf(column)])],
  };
}

/** What a column's `meta` says of its class, as tags: `contains_pii: true`, `privacy: personal`; below `config`, too. */
function classesOf(column: Json): string[] {
  const all = [column.meta, recordOf(column.config).meta].flatMap((meta) => Object.entries(recordOf(meta)));
  return all.flatMap(([key, value]) => {
    if (value === true) return /pii|phi|personal|sensitive/i.test(key) ? [key] : [];
    return /privacy|classification|sensitivity/i.test(key) ? (textOf(value) ?? []) : [];
  });
}

/** dbt has moved tags below `config`; both places count. */
function tagsOf(node: Json): string[] {
  const lists = [node.tags, recordOf(node.config).tags];
  return [
    ...new Set(
      lists.flatMap((list) => (Array.isArray(list) ? list.flatMap((tag) => textOf(tag) ?? []) : [])),
    ),
  ];
}

type Json = Readonly<Record<string, unknown>>;

function parse(text: string): Json | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === "object" && content !== null && !Array.isArray(content)
      ? (content as Json)
      : undefined;
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function entries(value: unknown): [string, Json][] {
  return Object.entries(recordOf(value)).map(([key, entry]) => [key, recordOf(entry)]);
}

/** A text that says something; versions may be numbers. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
