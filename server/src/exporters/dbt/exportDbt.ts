/** A project's events and streams as files of a dbt project. */
import type { Finding } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import type { Loss } from "../../spec/trackingPlan.ts";
import { eventModels, streamModel } from "../../sql/models.ts";
import { eventsFileText, type ModelsToDescribe } from "./eventsFile.ts";
import { exposuresFileText } from "./exposuresFile.ts";
import { sealed } from "./header.ts";
import { eventModelText, streamModelText } from "./modelFile.ts";
import { type DbtScope, dbtScope, type ExportOptions } from "./scope.ts";
import { type SemanticFiles, semanticFiles } from "./semantic/semanticFile.ts";
import { genericTests } from "./tests/genericTests.ts";
import { singularTests } from "./tests/singularTests.ts";
import { unitTests } from "./unitTests.ts";

export interface DbtExport {
  /** Texts by their paths in the folder of models, in order. The same project gives the same ones. */
  readonly files: ReadonlyMap<string, string>;
  /** The same in the folder of tests. */
  readonly tests: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  /** Examples and checks that are no tests of dbt. */
  readonly losses: readonly Loss[];
}

/** In: a project, and what is known of its warehouse. */
export function exportDbt(project: Project, options: ExportOptions): DbtExport {
  const scope = dbtScope(project, options);
  const { models: events, findings } = eventModels(project, scope.models);
  // The tables of the layout `per_event` are the events' own models.
  const streams = project.file.streams
    .filter(({ layout }) => layout.value !== "per_event")
    .map(({ name }) => ({
      name: name.value,
      ...streamModel(project, name.value, { ...scope.models, models: events }),
    }));
  const examples = events.map((model) => unitTests(scope, model));
  const generic = new Map(events.map((model) => [model, genericTests(scope, model)]));
  const singular = singularTests(scope, generic);
  const described = {
    events: generic,
    streams: streams.flatMap(({ name, model }) => (model ? { name, model } : [])),
    unitTests: examples.flatMap(({ tests }) => tests),
  };
  const semantic = semanticFiles(scope, events);
  const files = events.length > 0 ? filesOf(scope, described, semantic) : [];
  return {
    files: inOrder(files),
    tests: inOrder(singular.files),
    findings: once(
      [...findings, ...streams.flatMap(({ findings: own }) => own), ...sameNames(project)],
      ({ file, span, message }) => [file, span, message],
    ),
    // Variants are models of one event and its examples.
    losses: [...once(examples.flatMap(({ losses }) => losses)), ...singular.losses, ...semantic.losses],
  };
}

function inOrder(files: Iterable<readonly [string, string]>): Map<string, string> {
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function filesOf(scope: DbtScope, models: ModelsToDescribe, semantic: SemanticFiles): [string, string][] {
  const { file } = scope.project.file;
  const all = [file, "the specs of its events"];
  const exposures = exposuresFileText(scope, [...models.events.keys()]);
  return [
    ...[...models.events.keys()].map((model): [string, string] => [
      `${model.relation.name}.sql`,
      sealed("sql", model.relation.files, eventModelText(scope, model)),
    ]),
    ...models.streams.map(({ name, model }): [string, string] => [
      `${name}.sql`,
      sealed("sql", [file], streamModelText(scope, model)),
    ]),
    ["_events.yml", sealed("yml", all, eventsFileText(scope, models))],
    ...semantic.files.map(([name, text]): [string, string] => [
      name,
      sealed(name.endsWith(".sql") ? "sql" : "yml", all, text),
    ]),
    ...(exposures === undefined
      ? []
      : [["_exposures.yml", sealed("yml", all, exposures)] satisfies [string, string]]),
  ];
}

/** A stream and an event would be one model. */
function sameNames({ file, eventsByName }: Project): Finding[] {
  return file.streams
    .filter(({ name }) => eventsByName.has(name.value))
    .map(({ name }) => ({
      file: file.file,
      rule: "duplicate-event-name",
      severity: "error",
      message: `"${name.value}" is a stream and an event, and dbt has one model of a name.`,
      hint: "Rename the stream.",
      span: name.span,
    }));
}

function once<T>(all: readonly T[], sameness: (one: T) => unknown = (one) => one): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(sameness(one)), one])).values()];
}
