import type { RelatedPlace } from "../../document/types.ts";
import type { EventProperty, ProjectEvent } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { familyOfType, inWordsOf, type TypeFamily } from "../engine/typeFamilies.ts";
import { firstTyped, typeOfProperty } from "../engine/typeOf.ts";
import { shareWideStream } from "../engine/wideStreams.ts";
import type { RuleContext } from "../types.ts";

export const conflictingPropertyType = defineRule<{
  property: string;
  type: TypeFamily;
  other: TypeFamily;
  event: string;
}>({
  name: "conflicting-property-type",
  topic: "Meaning",
  severity: "warning",
  presets: ["recommended", "strict"],
  scope: "project",
  summary: "A property name must have one type in the whole project.",
  message: ({ property, type, other, event }) =>
    `Property "${property}" is ${inWordsOf(type)} here and ${inWordsOf(other)} in "${event}".`,
  event(event, report, context) {
    for (const property of event.properties) {
      const type = familyOf(event, property, context);
      const sharing = context.index.withProperty(property.name.value);
      if (property.from !== "event" || !type || sharing.length < 2) continue;
      const first = firstTyped(sharing, property.name.value, (one, its) => familyOf(one, its, context));
      if (!first || first.type === type || first.event === event) continue;
      // There it is an error, which `stream-type-conflict` finds.
      if (shareWideStream(event, first.event, context.project)) continue;
      const { file, name } = first.property;
      const related: RelatedPlace = {
        file,
        span: name.span,
        message: `Here it is ${inWordsOf(first.type)}.`,
      };
      report(
        name.value === property.name.value ? property.name : name,
        { property: name.value, type, other: first.type, event: first.event.name },
        {
          hint: "Give both the same type, or one of them another name: a wide table has one column for both.",
          related: [related],
        },
      );
    }
  },
});

function familyOf(
  event: ProjectEvent,
  property: EventProperty,
  context: RuleContext,
): TypeFamily | undefined {
  if (property.type) return familyOfType(property.type.value);
  return typeOfProperty(event, property, context);
}
