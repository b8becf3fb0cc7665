import { setRootKey } from "../../document/write/setRootKey.ts";
import type { EventDefinition } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import { typeOf } from "../engine/typeOf.ts";
import type { FileDocument, RuleContext } from "../types.ts";

export const timeWithoutZone = defineRule<{ column: string }>({
  name: "time-without-zone",
  topic: "Meaning",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["catalog"],
  summary: "Where times have no zone, the spec must say which zone they are in.",
  message: ({ column }) => `Nothing says in which zone "${column}" is; it is read as UTC.`,
  document(visited, report, context) {
    const { document, file } = visited;
    if (document.timezone || context.project.file.timezone) return;
    const event = document.events.find((each) => isWithoutZone(each, visited, context));
    if (!event?.at?.sql) return;
    const text = context.document(file);
    const zone = { key: "timezone", value: "UTC" };
    const edits =
      text && setRootKey(text, document.source?.span ?? document.span, zone, ["from", "as", "key"]);
    report(
      event.at.sql,
      { column: event.at.sql.text.trim() },
      {
        hint: "Say `timezone: Europe/Brussels`, or whichever clock wrote it, in eventspec.yml or for this document: an hour or a day may be wrong.",
        ...oneFix("Say that times are in UTC", edits),
      },
    );
  },
});

/** Whether the event's time is a column that a clock on a wall has written. */
function isWithoutZone(
  { at }: EventDefinition,
  { document, file }: FileDocument,
  context: RuleContext,
): boolean {
  if (!at?.sql || at.timezone) return false;
  const event = context.index.eventsOf(file).find((each) => each.definition.at === at);
  const type = event && typeOf({ sql: at.sql, role: "at", file, event, document }, context);
  return type?.type.kind === "timestamp";
}
