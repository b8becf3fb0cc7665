/** Events whose names come from data, where a query must tell their rows apart by name. */
import type { Finding } from "../../document/types.ts";
import { openName } from "../../project/openNames.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { EventPlan } from "./plan.ts";
import { plannedNames } from "./plannedNames.ts";

/** In: the events of a relation that is numbered by entity. Out: a finding for each that has another history than the first of them. */
export function openHistoryFindings(
  planned: readonly { readonly event: ProjectEvent; readonly plan: EventPlan }[],
): Finding[] {
  const [first, ...others] = planned.filter(({ plan }) => plannedNames(plan) === undefined && !plan.off);
  const different = others.filter(
    ({ plan }) => JSON.stringify(plan.history) !== JSON.stringify(first?.plan.history),
  );
  return different.map(({ event }) => ({
    file: event.file,
    rule: "sql-refused",
    severity: "error",
    message: `The names of "${event.name}" and "${first?.event.name}" come from data, so a stream that numbers its events by entity can't tell which \`history\` counts for a row.`,
    hint: "Give both the same `history`, or leave one out of the stream.",
    span: openName(event.definition)?.span ?? event.definition.name.span,
    event: event.name,
  }));
}
