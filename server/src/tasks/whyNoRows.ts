/** Why an event has no rows that could be looked at, as what there is to mend. */
import { boundKey } from "../binding/boundKey.ts";
import type { BindFailure, BoundProject } from "../binding/types.ts";
import type { Finding } from "../document/types.ts";
import { unreadableInWords, unreadableOf } from "../project/tableState.ts";
import type { Project, ProjectEvent } from "../project/types.ts";

/** Tables that the event reads and that could not be read: the engine would only say that it has none of that name. */
export function unreadableTables(event: ProjectEvent, project: Project): Finding[] {
  const span = event.document.source?.span ?? event.definition.name.span;
  return unreadableOf(event, project).map((table) => ({
    file: event.file,
    rule: "unreadable-table",
    severity: "error",
    message: unreadableInWords(table),
    span,
    event: event.name,
  }));
}

/** What the engine said of the event's expressions when it was asked for their types, as findings. */
export function refusedBy(
  bound: BoundProject | undefined,
  event: ProjectEvent,
  isWanted: (failure: BindFailure) => boolean = () => true,
): Finding[] {
  const failures = bound?.events.get(boundKey(event.file, event.name, event.also))?.failures ?? [];
  return failures.filter(isWanted).map(({ file, span, message }) => ({
    ...{ file, rule: "sql-refused", severity: "error", message, span, event: event.name },
  }));
}

/**
 * In: what keeps an event from having SQL. Out: the same, or what the engine refuses: that has no type, and so is what there is to mend.
 */
export function toMend(
  errors: readonly Finding[],
  event: ProjectEvent,
  bound: BoundProject | undefined,
): readonly Finding[] {
  const isUntyped = errors.every(({ rule }) => rule === "unknown-key-type");
  const refused = isUntyped ? refusedBy(bound, event) : [];
  return refused.length > 0 ? refused : errors;
}
