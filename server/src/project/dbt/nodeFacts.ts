/** What the manifest says of a node beside its name and its columns; and its groups and exposures. Keys that dbt has moved below `config` are read at both places. */
import type { DbtExposure, DbtFacts, DbtGroup, DbtOwner } from "./facts.ts";
import { entries, type Json, recordOf, textOf, textsOf } from "./json.ts";

/** What nodes of a manifest ask of the rest of it. */
export interface Surroundings {
  /** The project itself; absent before v4. */
  readonly project?: string;
  /** Of the project itself: packages have groups of their own. */
  readonly groups: readonly DbtGroup[];
  /** By the node that they read. */
  readonly exposures: ReadonlyMap<string, readonly DbtExposure[]>;
}

export function surroundingsOf(manifest: Json, project: string | undefined): Surroundings {
  const exposures = new Map<string, DbtExposure[]>();
  for (const [, exposure] of entries(manifest.exposures)) {
    const [name, type] = [textOf(exposure.label) ?? textOf(exposure.name), textOf(exposure.type)];
    if (name === undefined) continue;
    const read = { name, ...(type !== undefined && { type }), owner: ownerOf(exposure.owner) };
    for (const node of textsOf(recordOf(exposure.depends_on).nodes))
      exposures.set(node, [...(exposures.get(node) ?? []), read]);
  }
  const groups = entries(manifest.groups).flatMap(([, group]) => groupOf(group, project));
  return { ...(project !== undefined && { project }), groups, exposures };
}

function groupOf(group: Json, project: string | undefined): DbtGroup[] {
  const name = textOf(group.name);
  const description = textOf(group.description);
  if (name === undefined || isForeign(group, project)) return [];
  return [
    {
      name,
      ...(description !== undefined && { description }),
      owner: ownerOf(group.owner),
      ...fileOf(group, project),
    },
  ];
}

/** In: the kind of the node as the manifest has it. */
export function factsOf(
  [id, node]: readonly [string, Json],
  resource: DbtFacts["resource"],
  { project, groups, exposures }: Surroundings,
): Omit<DbtFacts, "keys"> {
  const config = recordOf(node.config);
  const materialized = resource === "source" ? undefined : textOf(config.materialized);
  const group = textOf(node.group) ?? textOf(config.group);
  const own = [...metasOf(node), recordOf(node.source_meta)].map(({ owner }) => ownerOf(owner)).find(says);
  const owner = own ?? groups.find(({ name }) => name === group)?.owner;
  const loadedAt = textOf(node.loaded_at_field) ?? textOf(config.loaded_at_field);
  const freshness = freshnessOf(recordOf(node.freshness ?? config.freshness));
  const partitionedBy = partitionColumn(config.partition_by);
  const deprecatedOn = /^\d{4}-\d\d-\d\d/.exec(textOf(node.deprecation_date) ?? "")?.[0];
  return {
    resource,
    ...(materialized !== undefined && { materialized }),
    ...fileOf(node, project),
    ...(group !== undefined && { group }),
    ...(owner && says(owner) && { owner }),
    ...(loadedAt !== undefined && { loadedAt }),
    ...(freshness && { freshness }),
    ...(partitionedBy !== undefined && { partitionedBy }),
    ...(deprecatedOn !== undefined && { deprecatedOn }),
    exposures: exposures.get(id) ?? [],
  };
}

/** `{field: …}` of BigQuery, a column or a list of them elsewhere: then the first one. */
function partitionColumn(written: unknown): string | undefined {
  const named = Array.isArray(written) ? written[0] : written;
  const column = textOf(named) ?? textOf(recordOf(named).field);
  return column !== undefined && /^\w+$/.test(column) ? column : undefined;
}

/** `meta` of a node or a column. */
export function metasOf(node: Json): Json[] {
  return [recordOf(node.meta), recordOf(recordOf(node.config).meta)];
}

/** A name, or what a group has: a name, an e-mail address, anything else that dbt was told. */
function ownerOf(written: unknown): DbtOwner {
  const text = textOf(written);
  if (text !== undefined)
    return text.includes("@") && !text.startsWith("@") ? { email: text } : { name: text };
  const owner = recordOf(written);
  const [name, email, slack] = [textOf(owner.name), textOf(owner.email), textOf(owner.slack)];
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(slack !== undefined && { slack }),
  };
}

function says(owner: DbtOwner): boolean {
  return Object.keys(owner).length > 0;
}

/** Paths are relative to the package, which dbt installs below `dbt_packages`; on Windows it writes `\`. */
/** Where a node is declared, as dbt names files of its project. */
export function fileOf(node: Json, project: string | undefined): Pick<DbtFacts, "file"> {
  const file = textOf(node.original_file_path)?.replaceAll("\\", "/");
  if (file === undefined) return {};
  return { file: isForeign(node, project) ? `dbt_packages/${textOf(node.package_name)}/${file}` : file };
}

function isForeign({ package_name: owner }: Json, project: string | undefined): boolean {
  return project !== undefined && textOf(owner) !== undefined && owner !== project;
}

function freshnessOf(freshness: Json): DbtFacts["freshness"] {
  const [warnAfter, errorAfter] = [spanText(freshness.warn_after), spanText(freshness.error_after)];
  if (warnAfter === undefined && errorAfter === undefined) return undefined;
  return { ...(warnAfter !== undefined && { warnAfter }), ...(errorAfter !== undefined && { errorAfter }) };
}

function spanText(written: unknown): string | undefined {
  const { count, period } = recordOf(written);
  const unit = textOf(period);
  return typeof count === "number" && unit !== undefined
    ? `${count} ${unit}${count === 1 ? "" : "s"}`
    : undefined;
}
