import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Parameter } from "./plan.ts";
import { virtualAt } from "./virtualAliases.ts";

/**
 * Parameters of all lookups as one `param`; those of a lookup that calls another value by a name already taken are its own.
 */
export function lookupParameters(project: Project, event: ProjectEvent) {
  const virtual = virtualAt(
    { role: "parameter", file: event.file, event, document: event.document },
    project,
  );
  const shared = new Map<string, Parameter>();
  const byLookup = new Map<string, readonly Parameter[]>();
  for (const use of event.document.lookups) {
    if (!project.lookups.has(use.name.value)) continue;
    const given = use.parameters.map(({ name, sql }) => ({ name: name.value, sql: sql.text, virtual }));
    if (given.some(({ name, sql }) => (shared.get(name)?.sql ?? sql) !== sql))
      byLookup.set(use.name.value, given);
    else for (const one of given) shared.set(one.name, one);
  }
  return { shared: [...shared.values()], byLookup };
}
