import { entityColumn } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { personalValues } from "../../proof/personalColumns.ts";
import { workspaceDialect } from "./connections.ts";
import type { Workspace } from "./session.ts";

/** Rules that find values which nobody has classified, or not as private as they are. */
const personalRules = new Set([
  "unclassified-personal-data",
  "personal-data-as-entity",
  "inherited-privacy",
  "free-text-too-public",
]);

/**
 * Columns of an event whose values are not to be shown without being asked for: those that are personal by their class or by what dbt
 * marks, and those that a finding says look like it while nobody has classified them.
 */
export function hiddenColumns(workspace: Workspace, event: ProjectEvent): ReadonlySet<string> {
  const findings = workspace.findings.get(event.file) ?? [];
  const suspected = new Set(
    findings.filter(({ rule }) => personalRules.has(rule)).map(({ span }) => span.start),
  );
  const entities = event.entities.filter(({ sql }) => suspected.has(sql.span.start));
  return new Set([
    ...personalValues(workspace.project, event, workspaceDialect(workspace)).columns,
    ...entities.map(({ name }) => entityColumn(name.value)),
    ...event.properties
      .filter(({ privacy, name, file }) => !privacy && file === event.file && suspected.has(name.span.start))
      .map(({ name }) => name.value),
  ]);
}
