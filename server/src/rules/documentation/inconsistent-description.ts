import { writeScalar } from "../../document/write/writeScalar.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import { describedOf, saySame } from "../engine/sourceFacts.ts";

export const inconsistentDescription = defineRule<{ property: string; event: string }>({
  name: "inconsistent-description",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  scope: "project",
  summary: "A column that is a property of several events must have one description.",
  message: ({ property, event }) =>
    `"${property}" is the same column as in "${event}", and is described otherwise there.`,
  event(event, report, { index }) {
    for (const place of describedOf(event)) {
      const [first] = index.describing(place.key);
      if (!first || first.description === place.description || saySame(first, place)) continue;
      const { name, description } = place;
      const text = writeScalar(first.description.value, { flow: true });
      report(
        description,
        { property: name.value, event: first.event },
        {
          hint: "Describe it once: in the document's or a lookup's properties, or by the same words. What is another thing should have another name.",
          related: [
            { file: first.file, span: first.description.span, message: "Here it is described first." },
          ],
          ...oneFix(`Describe it as in ${first.event}`, [{ span: description.span, text }]),
        },
      );
    }
  },
});
