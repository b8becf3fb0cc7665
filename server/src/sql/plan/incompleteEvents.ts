/** Why an event has no SQL, where something of it is missing. */
import type { Finding, Span } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { TableReference } from "../../spec/types.ts";

/** A table that an event can't be read from. */
type NoTable = Pick<Finding, "file" | "rule" | "message"> & {
  readonly hint: string;
  readonly table: TableReference;
};

export function noTable(event: ProjectEvent, { file, rule, table, message, hint }: NoTable): Finding {
  return { file, rule, severity: "error", message, hint, span: table.sql.span, event: event.name };
}

/** What it lacks of source, time and key: the first of them. */
export function incomplete(event: ProjectEvent): Finding {
  const [what, span]: [string, Span] = !event.document.source
    ? ["no `from`", event.document.span]
    : !event.definition.at?.sql
      ? ["no `at`", event.definition.name.span]
      : ["no `key`", event.definition.name.span];
  return {
    file: event.file,
    rule: "missing-key",
    severity: "error",
    message: `Event "${event.name}" has ${what}, so it has no SQL.`,
    span,
    event: event.name,
  };
}
