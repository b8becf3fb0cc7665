/**
 * dbt's artefacts as the few facts that are asked of them. Sources: the JSON schemas of `manifest.json` (v1 to v12) and
 * `catalog.json` (v1) at schemas.getdbt.com. The files are made by tools of many versions, so nothing is taken for granted.
 */
import type { Span } from "../../document/types.ts";
import { type DialectName, dialectNamed } from "../dialectNames.ts";
import { keysOf, type TestsByNode, testsOf } from "./columnTests.ts";
import type { DbtColumnFacts, DbtFacts, DbtGroup, DbtTest } from "./facts.ts";
import { entries, type Json, listOf, parseJson, recordOf, textOf, textsOf } from "./json.ts";
import { factsOf, metasOf, type Surroundings, surroundingsOf } from "./nodeFacts.ts";
import { type DbtSemantics, semanticsOf } from "./semantics.ts";

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
  readonly facts: DbtFacts;
  /** SHA-256 of its text without blanks around it; absent where dbt notes none. */
  readonly digest?: string;
}

export interface DbtColumn {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** Absent where dbt says nothing of its values. */
  readonly facts?: DbtColumnFacts;
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
  /** Of the project itself. */
  readonly groups: readonly DbtGroup[];
  readonly semantics: DbtSemantics;
}

export interface DbtCatalog {
  /** When dbt asked the warehouse: milliseconds since 1970. */
  readonly made?: number;
  /** By node, in the warehouse's order. */
  readonly columns: ReadonlyMap<string, readonly DbtColumn[]>;
}

/** A sentence that says what is wrong, and one that says how to fix it. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
}

export interface DbtArtifacts {
  /** The folder that they lie in, absolute. */
  readonly folder: string;
  /** The same, relative to the project, for people. */
  readonly shown: string;
  /** The dbt project's own folder, absolute. */
  readonly root: string;
  /** The connection whose own they are by its setting `artifacts`; absent: those of the whole project. */
  readonly connection?: string;
  /** What names them in the project file. */
  readonly place: { readonly span: Span };
  /** As far as they could be read; an editor keeps the last good reading. */
  readonly manifest?: DbtManifest;
  readonly catalog?: DbtCatalog;
  /** What keeps the manifest from being read as it is now. */
  readonly problem?: Problem;
  /** What was changed after the manifest was made. */
  readonly outdated?: Problem;
  /** What keeps columns from being known. */
  readonly columnsProblem?: Problem;
  /** Set where they are of another target than the connection that is used: then none of their names holds. */
  readonly otherTarget?: Problem;
}

const relations = ["model", "seed", "snapshot"] as const;

/** Reads `manifest.json`; `undefined` for a text that is none, such as one that dbt is writing at this moment. */
export function readManifest(text: string): DbtManifest | undefined {
  const manifest = parseJson(text);
  if (!manifest) return undefined;
  const metadata = recordOf(manifest.metadata);
  const project = textOf(metadata.project_name);
  const dialect = dialectNamed(metadata.adapter_type);
  const disabled = Object.entries(recordOf(manifest.disabled)).flatMap(([id, nodes]) =>
    listOf(nodes).map((node): [string, Json] => [id, recordOf(node)]),
  );
  const around = { ...surroundingsOf(manifest, project), tests: testsOf(manifest.nodes), dialect };
  const read = (entry: [string, Json]) => nodeOf(entry, around);
  return {
    ...(project !== undefined && { project }),
    ...(dialect && { dialect }),
    ...momentOf(metadata.generated_at),
    nodes: [...entries(manifest.nodes), ...entries(manifest.sources)].flatMap(read),
    disabled: disabled.flatMap(read),
    groups: around.groups,
    semantics: semanticsOf(manifest, project),
  };
}

/** Reads the columns of `catalog.json`; `undefined` for a text that is none. */
export function readDbtCatalog(text: string): DbtCatalog | undefined {
  const catalog = parseJson(text);
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

interface Around extends Surroundings {
  readonly dialect: DialectName | undefined;
  readonly tests: TestsByNode;
}

/** None for what no reference leads to: tests, analyses, operations. */
function nodeOf(entry: [string, Json], around: Around): DbtNode[] {
  const [, node] = entry;
  const type = textOf(node.resource_type) ?? (node.source_name === undefined ? "" : "source");
  const resource = type === "source" ? type : relations.find((each) => each === type);
  return resource ? [describedNode(entry, resource, around)] : [];
}

function describedNode(
  entry: [string, Json],
  resource: DbtFacts["resource"],
  { tests, dialect, ...around }: Around,
): DbtNode {
  const [id, node] = entry;
  const config = recordOf(node.config);
  const kind = resource === "source" ? "source" : "model";
  const name = textOf(node.name) ?? "";
  const version = textOf(node.version);
  const source = textOf(node.source_name);
  const description = textOf(node.description);
  const enforced = [node.contract, config.contract].some((contract) => recordOf(contract).enforced === true);
  const tested = tests.get(id);
  const columns = entries(node.columns).map(([key, column]) =>
    columnOf(key, enforced ? column : { ...column, constraints: [] }, tested?.columns),
  );
  return {
    id,
    kind,
    hasRelation: textOf(config.materialized) !== "ephemeral",
    enforced,
    inTarget: kind === "model" ? targetOf(node, config) : {},
    package: textOf(node.package_name) ?? "",
    name,
    ...(source !== undefined && { source }),
    ...(version !== undefined && { version }),
    latest: version === undefined || version === textOf(node.latest_version),
    parts: partsOf(node, dialect),
    ...(description !== undefined && { description }),
    tags: marksOf(node),
    columns,
    ...digestOf(recordOf(node.checksum)),
    facts: {
      ...factsOf(entry, resource, around),
      keys: keysOf(enforced ? node : {}, tested, columns),
    },
  };
}

/** Of a seed that is too large dbt notes its path. */
function digestOf({ name, checksum }: Json): Pick<DbtNode, "digest"> {
  const digest = textOf(checksum);
  return name === "sha256" && digest !== undefined ? { digest } : {};
}

/** Postgres reads in small letters what dbt leaves without quotes, as `quoting: {identifier: false}` asks. */
function partsOf(node: Json, dialect: DialectName | undefined): string[] {
  const table = textOf(node.identifier) ?? textOf(node.alias) ?? textOf(node.name) ?? "";
  const parts = [textOf(node.database), textOf(node.schema), table].filter((part) => part !== undefined);
  const written = textOf(node.relation_name)?.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [];
  if (dialect !== "postgres" || written.length !== parts.length) return parts;
  return parts.map((part, at) => (written[at]?.startsWith('"') ? part : part.toLowerCase()));
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

/** In: tests by the column's name in small letters. */
function columnOf(
  key: string,
  column: Json,
  tests: ReadonlyMap<string, readonly DbtTest[]> = new Map(),
): DbtColumn {
  const name = textOf(column.name) ?? key;
  const type = textOf(column.data_type);
  const description = textOf(column.description);
  const facts: DbtColumnFacts = {
    tests: tests.get(name.toLowerCase()) ?? [],
    constraints: listOf(column.constraints).flatMap((one) => textOf(recordOf(one).type) ?? []),
  };
  return {
    name,
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    tags: marksOf(column),
    ...(facts.tests.length + facts.constraints.length > 0 && { facts }),
  };
}

/** Tags of a node or a column, and what its `meta` says of its class as tags: `contains_pii: true`, `privacy: personal`. */
function marksOf(node: Json): string[] {
  const classes = metasOf(node)
    .flatMap((meta) => Object.entries(meta))
    .flatMap(([key, value]) => {
      if (value === true) return /pii|phi|personal|sensitive/i.test(key) ? [key] : [];
      return /privacy|classification|sensitivity/i.test(key) ? (textOf(value) ?? []) : [];
    });
  // dbt has moved tags below `config`; both places count.
  return [...new Set([...textsOf(node.tags), ...textsOf(recordOf(node.config).tags), ...classes])];
}
