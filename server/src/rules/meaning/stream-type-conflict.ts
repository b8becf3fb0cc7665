import { shareColumn } from "../../sql/plan/planColumns.ts";
import { defineRule } from "../engine/defineRule.ts";
import { columnTypeOfProperty, firstTyped } from "../engine/typeOf.ts";
import { wideStreamsOf } from "../engine/wideStreams.ts";
import type { RuleContext } from "../types.ts";

interface Conflict {
  readonly property: string;
  readonly type: string;
  readonly other: string;
  readonly event: string;
  readonly stream: string;
}

export const streamTypeConflict = defineRule<Conflict>({
  name: "stream-type-conflict",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "In a wide stream, a property must have one type in all its events.",
  message: ({ property, type, other, event, stream }) =>
    `Property "${property}" is ${type} here and ${other} in "${event}"; the wide stream "${stream}" has one column for both.`,
  event(event, report, context) {
    for (const { name: stream } of wideStreamsOf(event, context.project)) {
      for (const property of event.properties) {
        const type = columnTypeOfProperty(event, property, context);
        const first = type && firstInStream(property.name.value, stream.value, context);
        if (!first || first.event === event || shareColumn(first.type, type)) continue;
        const isHere = property.from !== "lookup" && event.document.events[0] === event.definition;
        report(
          property.from === "event" || isHere ? property.name : event.definition.name,
          {
            property: property.name.value,
            type: type.kind,
            other: first.type.kind,
            event: first.event.name,
            stream: stream.value,
          },
          {
            hint: "Give both the same type, or one of them another name.",
            related: [
              {
                file: first.property.file,
                span: first.property.name.span,
                message: `Here it is ${first.type.kind}.`,
              },
            ],
          },
        );
      }
    }
  },
});

/** The stream's first event, in the order of files, whose property of that name has a known type: it gives the column its own. */
function firstInStream(name: string, stream: string, context: RuleContext) {
  return firstTyped(context.index.withProperty(name), name, (event, property) => {
    const isMember = wideStreamsOf(event, context.project).some((one) => one.name.value === stream);
    return isMember ? columnTypeOfProperty(event, property, context) : undefined;
  });
}
