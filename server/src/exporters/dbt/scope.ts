/** What all files of one export share. */

import { tableOf } from "../../project/aliases.ts";
import type { DbtProjectPaths } from "../../project/dbt/projectPaths.ts";
import { referenceText } from "../../project/dbt/references.ts";
import { givenTogether } from "../../project/givenTogether.ts";
import { tablesOfProject } from "../../project/tablesOf.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { unresolved } from "../../project/unresolvedTables.ts";
import { type Check, checksOf } from "../../proof/checks.ts";
import type { Materialized } from "../../spec/projectTypes.ts";
import type { TableReference } from "../../spec/types.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import type { Model, ModelOptions } from "../../sql/models.ts";
import { planName } from "../../sql/plan/planScan.ts";
import type { DialectName, ExpressionTypes } from "../../sql/types.ts";
import { adapters } from "./adapters.ts";
import { type JinjaNames, jinjaNames } from "./jinja.ts";

export interface DbtScope {
  readonly project: Project;
  readonly dialect: DialectName;
  /** How events are kept where they can be. */
  readonly materialized: Materialized;
  readonly names: JinjaNames;
  readonly models: ModelOptions;
  /** What examples of events stand in for. */
  readonly examples: ReadonlyMap<ProjectEvent, ExampleScope>;
  /** The folder of the models, as dbt names files of its project; ends with `/`. */
  readonly ownFolder: string;
  /** What is proved of an event. */
  checksOf(event: ProjectEvent): readonly Check[];
  /** Names of the columns that a query gives; `undefined` where they can't be told from its text. */
  outputsOf(sql: string): readonly string[] | undefined;
}

export interface ExportOptions {
  /** Of the warehouse that dbt builds in. */
  readonly dialect: DialectName;
  readonly types?: ExpressionTypes;
  readonly examples: DbtScope["examples"];
  /** Absent where nothing reads queries. */
  readonly outputsOf?: DbtScope["outputsOf"];
}

/** dbt's variable for the run's moment: what a clock in UTC shows, such as `2026-01-31 10:00:00`. */
export const nowVariable = "eventspec_now";

export function dbtScope(project: Project, options: ExportOptions): DbtScope {
  const { dialect, types, examples, outputsOf = () => undefined } = options;
  const names = jinjaNames([...project.documents.values()].map(({ text }) => text));
  const called = namesOfTables(project);
  return {
    project,
    dialect,
    materialized: project.file.dbt?.materialized?.value ?? "incremental",
    names,
    examples,
    checksOf: checksOnce(project),
    outputsOf,
    ownFolder: `${modelsFolder(project)}/`,
    models: {
      dialect,
      exact: adapters[dialect].contracts !== undefined,
      ...(types && { types }),
      target: names.nameOf("this"),
      now: names.nameOf(nowVariable),
      table(name) {
        const call = called.get(JSON.stringify(name));
        return call === undefined ? undefined : names.nameOf(call);
      },
      event: (name) => names.nameOf(`ref('${name}')`),
    },
  };
}

/** They are asked for by the tests of columns, and by those of SQL. */
function checksOnce(project: Project): DbtScope["checksOf"] {
  const known = new Map<ProjectEvent, readonly Check[]>();
  return (event) => {
    const checks = known.get(event) ?? checksOf(project, event);
    known.set(event, checks);
    return checks;
  };
}

/** The event that a model is of, out of each document that gives it and is not switched off: its declaration is the first. */
export function eventsOf({ project }: DbtScope, { relation }: Model): readonly ProjectEvent[] {
  const [event] = project.eventsByName.get(relation.name) ?? [];
  return event ? givenTogether(project, event).filter(({ enabled }) => enabled) : [];
}

/** Where models go, relative to the dbt project. */
export function modelsFolder({ file }: Pick<Project, "file">): string {
  return (file.dbt?.models?.value ?? "models/events").replace(/^\.\//, "").replace(/\/$/, "");
}

/**
 * Where tests go, relative to the dbt project: in the first folder of tests as models in theirs, so that two projects of events that don't share
 * their models don't share their tests. dbt takes folders called `generic` and `fixtures` there for something else.
 */
export function testsFolder(project: Pick<Project, "file">, { models, tests }: DbtProjectPaths): string {
  const folder = modelsFolder(project);
  const above = models.find((one) => folder.startsWith(`${one}/`));
  const below = above === undefined ? folder : folder.slice(above.length + 1);
  return `${tests[0]}/${below.replace(/^(?:generic|fixtures)(?=\/|$)/, "$&_events")}`;
}

/** How dbt calls a table: as the spec does, or where that names a relation that dbt knows, as dbt does. */
export function dbtName(reference: TableReference, project: Project): string | undefined {
  const call =
    reference.kind === "relation" ? tableOf(reference, project)?.reference : referenceText(reference);
  return call !== undefined && plainCall.test(call) ? call : undefined;
}

/** Nothing else of a name reaches a template. */
const plainCall = /^(?:ref|source)\('[^'"\\{}%#]+'(?:, '[^'"\\{}%#]+')?(?:, v=[\w.]+)?\)$/;

function namesOfTables(project: Project): ReadonlyMap<string, string> {
  const pairs = tablesOfProject(project).flatMap((reference): [string, string][] => {
    const call = dbtName(reference, project);
    const isKnown = call !== undefined && unresolved(reference, project) === undefined;
    return isKnown ? [[JSON.stringify(planName(project, reference)), call]] : [];
  });
  return new Map(pairs);
}
