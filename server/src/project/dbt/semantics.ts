/** What a manifest says of dbt's semantic layer: names that are taken, and the models that are calendars. */
import { entries, type Json, recordOf, textOf } from "./json.ts";
import { fileOf } from "./nodeFacts.ts";

interface Named {
  readonly name: string;
  /** Where it is declared, as dbt names files of its project. */
  readonly file?: string;
}

export interface DbtSemantics {
  readonly metrics: readonly Named[];
  readonly semanticModels: readonly Named[];
  /** Calendars by day or finer, which dbt calls time spines: https://docs.getdbt.com/docs/build/metricflow-time-spine */
  readonly timeSpines: readonly Named[];
}

/** A calendar of this name needs no configuration. */
const legacySpine = "metricflow_time_spine";
const coarse: ReadonlySet<string> = new Set(["week", "month", "quarter", "year"]);

export function semanticsOf(manifest: Json, project: string | undefined): DbtSemantics {
  const named = (nodes: readonly [string, Json][]): Named[] =>
    nodes.map(([, node]) => ({ name: textOf(node.name) ?? "", ...fileOf(node, project) }));
  return {
    metrics: named(entries(manifest.metrics)),
    semanticModels: named(entries(manifest.semantic_models)),
    timeSpines: named(entries(manifest.nodes).filter(([, node]) => isSpine(node))),
  };
}

function isSpine(node: Json): boolean {
  if (textOf(node.resource_type) !== "model") return false;
  const column = textOf(recordOf(node.time_spine).standard_granularity_column);
  if (column === undefined) return textOf(node.name) === legacySpine;
  return !coarse.has(textOf(recordOf(recordOf(node.columns)[column]).granularity) ?? "day");
}
