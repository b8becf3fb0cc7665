/** `_semantic.yml`: events as semantic models with metrics, and the calendar that dbt wants for them. */
import { writeYaml, type YamlData } from "../../../document/write/writeYaml.ts";
import type { Loss } from "../../../spec/trackingPlan.ts";
import type { Model } from "../../../sql/models.ts";
import { withoutJinjaInside } from "../jinja.ts";
import { type DbtScope, eventsOf } from "../scope.ts";
import { isSemanticName, semanticKinds } from "./names.ts";
import { type SemanticModel, semanticModel } from "./semanticModel.ts";
import { spineModel, spineName, spineText } from "./timeSpine.ts";

export interface SemanticFiles {
  /** Texts without headers, by names of files. */
  readonly files: readonly (readonly [string, string])[];
  /** What is no part of them, and why. */
  readonly losses: readonly Loss[];
}

export function semanticFiles(scope: DbtScope, models: readonly Model[]): SemanticFiles {
  const { dbt } = scope.project.file;
  if (dbt?.metrics?.value === false) return { files: [], losses: [] };
  const losses: Loss[] = [];
  const semantic: SemanticModel[] = [];
  const kinds = semanticKinds();
  const theirs = namesOfOthers(scope);
  for (const model of models) {
    const [event] = eventsOf(scope, model);
    if (!event) continue;
    const message = whyNone(model, theirs);
    if (message !== undefined) losses.push({ event: model.relation.name, message });
    else semantic.push(semanticModel(scope, { event, model }, kinds));
  }
  losses.push(...semantic.flatMap((one) => one.losses));
  if (semantic.length === 0) return { files: [], losses };
  const own = !hasSpine(scope);
  const text = writeYaml({
    ...(own && { models: [spineModel] }),
    semantic_models: semantic.map(({ model }): YamlData => withoutJinjaInside(model)),
    metrics: semantic.flatMap(({ metrics }) => metrics).map(withoutJinjaInside),
  });
  return {
    files: [
      ["_semantic.yml", text],
      ...(own
        ? ([[`${spineName}.sql`, spineText(scope.materialized === "view" ? "view" : "table")]] as const)
        : []),
    ],
    losses,
  };
}

function whyNone({ relation: { name } }: Model, theirs: ReadonlySet<string>): string | undefined {
  if (!isSemanticName(name) || !isSemanticName(`${name}_count`))
    return "dbt's semantic layer takes names of lower-case letters, digits and single underscores alone: the event has no metrics.";
  return [name, `${name}_count`, `${name}_revenue`].some((one) => theirs.has(one))
    ? "Your dbt project has a semantic model or a metric of its name already: the event has none here."
    : undefined;
}

/** Semantic models and metrics that are declared elsewhere. */
function namesOfOthers({ project, ownFolder }: DbtScope): ReadonlySet<string> {
  const { metrics = [], semanticModels = [] } = project.dbt?.manifest?.semantics ?? {};
  const theirs = [...semanticModels, ...metrics].filter(({ file = "" }) => !file.startsWith(ownFolder));
  return new Set(theirs.map(({ name }) => name));
}

/** Whether the dbt project has a calendar of its own: two by day are one too many. */
function hasSpine({ project, ownFolder }: DbtScope): boolean {
  const spines = project.dbt?.manifest?.semantics.timeSpines ?? [];
  return spines.some(({ file = "" }) => !file.startsWith(ownFolder));
}
