/** What `ref()` and `source()` lead to, as dbt finds it; and why they lead nowhere, where they do. */
import { didYouMean } from "../../document/didYouMean.ts";
import type { WrittenTable } from "../../spec/types.ts";
import type { DbtArtifacts, DbtManifest, DbtNode } from "./manifest.ts";

/** A name that dbt resolves. */
export type DbtReference = Exclude<WrittenTable, { kind: "relation" }>;

/** Why a name leads to no relation. */
export interface Unresolved {
  /** Whether dbt's artefacts say so; else they say nothing, and the name may be right. */
  readonly certain: boolean;
  readonly message: string;
  readonly hint: string;
  /** What was probably meant, as it is written in a spec. */
  readonly meant?: string;
}

/** Nodes by what references call them. */
export type DbtIndex = ReadonlyMap<string, DbtNode>;

/** A reference as specs and the committed catalog spell it: `ref('orders')`, `ref('shop', 'plans', v=2)`, `source('crm', 'deals')`. */
export function referenceText(reference: DbtReference): string {
  if (reference.kind === "source") return `source('${reference.source}', '${reference.table}')`;
  const { package: inPackage, model, version } = reference;
  const names = [...(inPackage === undefined ? [] : [inPackage]), model].map((name) => `'${name}'`);
  return `ref(${[...names, ...(version === undefined ? [] : [`v=${version}`])].join(", ")})`;
}

/** The project's own models and sources win over those of packages that bear the same name. */
export function indexOf({ nodes, project }: DbtManifest): DbtIndex {
  const ownLast = [...nodes].sort((a, b) => Number(a.package === project) - Number(b.package === project));
  return new Map(ownLast.flatMap((node) => keysOf(node).map((key) => [key, node] as const)));
}

/** The node that a reference leads to, also one without a relation. */
export function nodeOf(reference: DbtReference, manifest: DbtManifest): DbtNode | undefined {
  return indexOf(manifest).get(keyOf(reference));
}

/** A model with versions answers to its plain name with the latest one. */
function keysOf({ kind, source = "", name, latest, version, package: owner }: DbtNode): string[] {
  if (kind === "source") return [keyOf({ kind, source, table: name })];
  const versions = [...(latest ? [undefined] : []), ...(version === undefined ? [] : [version])];
  return versions.flatMap((one) => [undefined, owner].map((inPackage) => refKey(inPackage, name, one)));
}

export function keyOf(reference: DbtReference): string {
  if (reference.kind === "source") return JSON.stringify(["source", reference.source, reference.table]);
  return refKey(reference.package, reference.model, reference.version);
}

function refKey(inPackage: string | undefined, model: string, version: string | undefined): string {
  return JSON.stringify(["ref", inPackage ?? null, model, version ?? null]);
}

/** Why a reference leads to no relation. `dbt` is absent where the project names no dbt project. */
export function whyUnresolved(reference: DbtReference, dbt: DbtArtifacts | undefined): Unresolved {
  const text = referenceText(reference);
  if (!dbt) {
    return {
      certain: false,
      message: `\`${reference.kind}()\` asks dbt, and no dbt project is named.`,
      hint: "Add `dbt: {project: ../path}` to eventspec.yml, or write the table's own name.",
    };
  }
  if (dbt.otherTarget)
    return {
      certain: false,
      ...dbt.otherTarget,
      message: `${text} is not known for this connection: ${dbt.otherTarget.message}`,
    };
  const { manifest, problem } = dbt;
  if (!manifest) {
    return {
      certain: false,
      message: `${text} is not known: ${problem?.message ?? "dbt's manifest was not read."}`,
      hint: problem?.hint ?? "Run `dbt parse`.",
    };
  }
  const why = reference.kind === "source" ? noSource(reference, manifest) : noModel(reference, manifest);
  return { certain: true, ...why };
}

type Why = Omit<Unresolved, "certain">;

function noModel(reference: Extract<DbtReference, { kind: "ref" }>, manifest: DbtManifest): Why {
  const { package: inPackage, model, version } = reference;
  const bears = (node: DbtNode) => node.kind === "model" && node.name === model;
  const named = manifest.nodes.filter(bears);
  const mine = named.filter((node) => inPackage === undefined || node.package === inPackage);
  const [first] = mine;
  if (first)
    return first.hasRelation || version !== undefined ? noVersion(reference, mine) : ephemeral(model);
  const [other] = named;
  if (other) {
    return {
      message: `The package "${inPackage}" has no model "${model}"; "${other.package}" has one.`,
      hint: `Write ref('${other.package}', '${model}').`,
      meant: `ref('${other.package}', '${model}')`,
    };
  }
  if (manifest.disabled.some(bears)) return switchedOff(`The model "${model}"`);
  const source = manifest.nodes.find((node) => node.kind === "source" && node.name === model);
  const models = manifest.nodes.filter((node) => node.kind === "model").map(({ name }) => name);
  const near = didYouMean(model, models);
  const meant = source ? sourceText(source) : near && `ref('${near}')`;
  return { message: `dbt knows no model "${model}".`, ...remedy(meant, "Models", models) };
}

function noVersion({ model, version }: { model: string; version?: string }, nodes: readonly DbtNode[]): Why {
  const versions = nodes.flatMap((node) => node.version ?? []);
  const one = nodes.find((node) => node.version === version);
  if (one && !one.hasRelation) return ephemeral(model);
  const latest = nodes.find((node) => node.latest)?.version;
  const has = versions.length > 0 ? `It has ${versions.join(", ")}` : "It has no versions";
  return {
    message: `The model "${model}" has no version ${version ?? "that is its latest"}.`,
    hint: `${has}${latest === undefined ? "" : `; the latest is ${latest}`}.`,
    ...(versions.length === 0 && { meant: `ref('${model}')` }),
  };
}

function ephemeral(model: string): Why {
  return {
    message: `The model "${model}" is ephemeral: dbt puts its SQL where it is used, and the warehouse has no table or view of it.`,
    hint: "Have dbt materialise it as a view or a table, or write its query as `from: {sql: …}`.",
  };
}

function switchedOff(what: string): Why {
  return {
    message: `${what} is disabled in dbt, so that the warehouse has no table or view of it.`,
    hint: "Enable it there and run `dbt parse`, or read another one.",
  };
}

function noSource(
  { source, table }: Extract<DbtReference, { kind: "source" }>,
  { nodes, disabled }: DbtManifest,
): Why {
  const sources = nodes.filter((node) => node.kind === "source");
  const bears = (node: DbtNode) => node.kind === "source" && node.source === source && node.name === table;
  if (disabled.some(bears)) return switchedOff(`The source "${source}.${table}"`);
  const tables = sources.filter((node) => node.source === source).map(({ name }) => name);
  if (tables.length > 0) {
    const near = didYouMean(table, tables);
    return {
      message: `dbt's source "${source}" has no table "${table}".`,
      ...remedy(near === undefined ? undefined : `source('${source}', '${near}')`, "Tables", tables),
    };
  }
  const names = [...new Set(sources.map((node) => `${node.source}.${node.name}`))];
  const near = didYouMean(`${source}.${table}`, names);
  const meant = sources.find((node) => `${node.source}.${node.name}` === near);
  const model = nodes.find((node) => node.kind === "model" && node.name === table);
  return {
    message: `dbt knows no source "${source}.${table}".`,
    ...remedy(meant ? sourceText(meant) : model && `ref('${model.name}')`, "Sources", names),
  };
}

function sourceText({ source = "", name }: DbtNode): string {
  return `source('${source}', '${name}')`;
}

function remedy(meant: string | undefined, what: string, names: readonly string[]) {
  if (meant !== undefined) return { hint: `Did you mean ${meant}?`, meant };
  const some = `${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`;
  return {
    hint: `${names.length > 0 ? `${what}: ${some}. ` : ""}Run \`dbt parse\` if it is new.`,
  };
}
