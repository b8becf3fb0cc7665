import type { ProjectEvent } from "../../project/types.ts";
import type { Planning } from "./expressionTypes.ts";
import { lookupOrder } from "./lookupOrder.ts";
import type { Parameter } from "./plan.ts";
import { virtualAt } from "./virtualAliases.ts";

/**
 * Parameters of all lookups as one `param`. A lookup has its own where it calls another value by a name already taken, and where it takes
 * one from what another lookup brings in.
 */
export function lookupParameters(
  { project, dialect }: Pick<Planning, "project" | "dialect">,
  event: ProjectEvent,
) {
  const virtual = virtualAt(
    { role: "parameter", file: event.file, event, document: event.document },
    project,
  );
  const shared = new Map<string, Parameter>();
  const byLookup = new Map<string, readonly Parameter[]>();
  const { uses, dependent } = lookupOrder(event.document, project, dialect);
  for (const { use } of uses) {
    const given = use.parameters.map(({ name, sql }) => ({ name: name.value, sql: sql.text, virtual }));
    if (
      dependent.has(use.name.value) ||
      given.some(({ name, sql }) => (shared.get(name)?.sql ?? sql) !== sql)
    )
      byLookup.set(use.name.value, given);
    else for (const one of given) shared.set(one.name, one);
  }
  return { shared: [...shared.values()], byLookup };
}
