/** What all files of one export share. */

import { tableOf } from "../../project/aliases.ts";
import { referenceText } from "../../project/dbt/references.ts";
import { tablesOfProject } from "../../project/tablesOf.ts";
import type { Project } from "../../project/types.ts";
import { unresolved } from "../../project/unresolvedTables.ts";
import type { Materialized } from "../../spec/projectTypes.ts";
import type { TableReference } from "../../spec/types.ts";
import type { ModelOptions } from "../../sql/models.ts";
import { planName } from "../../sql/plan/planScan.ts";
import type { DialectName, ExpressionTypes } from "../../sql/types.ts";
import { type JinjaNames, jinjaNames } from "./jinja.ts";

export interface DbtScope {
  readonly project: Project;
  readonly dialect: DialectName;
  /** How events are kept where they can be. */
  readonly materialized: Materialized;
  readonly names: JinjaNames;
  readonly models: ModelOptions;
}

/** dbt's variable for the run's moment: what a clock in UTC shows, such as `2026-01-31 10:00:00`. */
export const nowVariable = "eventspec_now";

export function dbtScope(
  project: Project,
  dialect: DialectName,
  types: ExpressionTypes | undefined,
): DbtScope {
  const names = jinjaNames([...project.documents.values()].map(({ text }) => text));
  const called = namesOfTables(project);
  return {
    project,
    dialect,
    materialized: project.file.dbt?.materialized?.value ?? "incremental",
    names,
    models: {
      dialect,
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

/** How dbt calls a table: as the spec does, or where that names a relation that dbt knows, as dbt does. */
function dbtName(reference: TableReference, project: Project): string | undefined {
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
