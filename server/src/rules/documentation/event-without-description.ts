import { setKey } from "../../document/write/setKey.ts";
import { hasDescription } from "../completeness.ts";
import { defineRule } from "../engine/defineRule.ts";
import { blankFix } from "../engine/fixes.ts";

export const eventWithoutDescription = defineRule<{ event: string }>({
  name: "event-without-description",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every event must have a description.",
  message: ({ event }) => `Event "${event}" has no description.`,
  event(event, report, { document }) {
    if (hasDescription(event)) return;
    const { name } = event.definition;
    const file = document(event.file);
    const edits = file && setKey(file, name.span, { key: "description", inline: "''" }, "first");
    report(
      name,
      { event: event.name },
      {
        hint: "Say what happened, and what it does not mean.",
        ...blankFix("Add a description to fill in", "description", edits),
      },
    );
  },
});
