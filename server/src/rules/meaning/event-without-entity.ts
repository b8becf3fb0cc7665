import type { Fix } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { tableOf } from "../../project/aliases.ts";
import { calledAlias } from "../../project/defaultAlias.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { writeIdentifier } from "../../sql/writeIdentifier.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { RuleContext } from "../types.ts";

export const eventWithoutEntity = defineRule<{ event: string }>({
  name: "event-without-entity",
  topic: "Meaning",
  severity: "error",
  presets: ["recommended", "strict"],
  summary: "Every event must have an entity: whom or what it happened to.",
  message: ({ event }) => `Event "${event}" has no entity: nothing says whom or what it happened to.`,
  event(event, report, context) {
    if (event.entities.length > 0 || event.definition.proposed) return;
    const fixes = possibleEntities(event, context);
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: "Give the id of whom it happened to, such as `entities: {customer: o.customer_id}`, here or for the document.",
        ...(fixes.length > 0 && { fixes }),
      },
    );
  },
});

/** Declared entities whose id the event's own table has, under the name that events give it. */
function possibleEntities({ document, definition, file }: ProjectEvent, context: RuleContext): Fix[] {
  const { source, alias: as } = document;
  const text = context.document(file);
  const table = source?.kind === "table" ? tableOf(source.table, context.project) : undefined;
  const alias = source && calledAlias({ source, ...(as && { alias: as }) });
  if (!text || !table || alias === undefined) return [];
  const found = context.project.file.entities.flatMap(({ name: { value: name } }) => {
    const column = context.indexed(table.columns).find(entityColumn(name));
    return column ? [{ name, column: column.name }] : [];
  });
  const write = (name: string) => writeIdentifier(name, context.knowledge.dialect);
  return found.flatMap(({ name, column }): Fix[] => {
    const sql = writeScalar(`${write(alias)}.${write(column)}`, { flow: true });
    const inline = `{${writeScalar(name, { flow: true })}: ${sql}}`;
    const edits = setKey(text, definition.name.span, { key: "entities", inline });
    return edits ? [{ title: `Add entity: ${name}`, edits, preferred: found.length === 1 }] : [];
  });
}
