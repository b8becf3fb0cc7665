/**
 * dbt's artefacts as the few facts that are asked of them. Sources: the JSON schemas of `manifest.json` (v1 to v12) and
 * `catalog.json` (v1) at schemas.getdbt.com. The files are made by tools of many versions, so nothing is taken for granted.
 */
import { type DialectName, dialectNamed } from "./dialectNames.ts";

/** A model, seed, snapshot or source, as the manifest has it. */
export interface DbtNode {
  readonly id: string;
  readonly kind: "model" | "source";
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
  readonly nodes: readonly DbtNode[];
}

const relations = new Set(["model", "seed", "snapshot"]);

/** Reads `manifest.json`; what isn't one gives no nodes. */
export function readManifest(text: string | undefined): DbtManifest {
  const manifest = parse(text);
  const models = entries(manifest.nodes).filter(
    ([, node]) => relations.has(textOf(node.resource_type) ?? "") && !isEphemeral(node),
  );
  const metadata = recordOf(manifest.metadata);
  const project = textOf(metadata.project_name);
  const dialect = dialectNamed(metadata.adapter_type);
  return {
    ...(project !== undefined && { project }),
    ...(dialect && { dialect }),
    nodes: [
      ...models.map(([id, node]) => nodeOf(id, node, "model")),
      ...entries(manifest.sources).map(([id, node]) => nodeOf(id, node, "source")),
    ],
  };
}

/** Reads the columns of `catalog.json` by node, in the warehouse's order. */
export function readDbtCatalog(text: string | undefined): ReadonlyMap<string, readonly DbtColumn[]> {
  const { nodes, sources } = parse(text);
  return new Map(
    [...entries(nodes), ...entries(sources)].map(([id, node]) => [
      id,
      entries(node.columns)
        .sort(([, a], [, b]) => (Number(a.index) || 0) - (Number(b.index) || 0))
        .map(([name, column]) =>
          columnOf(name, { ...column, data_type: column.type, description: column.comment }),
        ),
    ]),
  );
}

/** An ephemeral model is inlined wherever it is used: the warehouse has no table of it. */
function isEphemeral(node: Json): boolean {
  return textOf(recordOf(node.config).materialized) === "ephemeral";
}

function nodeOf(id: string, node: Json, kind: DbtNode["kind"]): DbtNode {
  const name = textOf(node.name) ?? "";
  const version = textOf(node.version);
  const source = textOf(node.source_name);
  const description = textOf(node.description);
  const table = textOf(node.identifier) ?? textOf(node.alias) ?? name;
  return {
    id,
    kind,
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

function columnOf(key: string, column: Json): DbtColumn {
  const type = textOf(column.data_type);
  const description = textOf(column.description);
  return {
    name: textOf(column.name) ?? key,
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    tags: tagsOf(column),
  };
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

function parse(text: string | undefined): Json {
  try {
    return recordOf(text === undefined ? undefined : JSON.parse(text));
  } catch {
    // A file that dbt is writing at this moment; the next change of it is read again.
    return {};
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
