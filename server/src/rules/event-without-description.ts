import { setKey } from "../document/write/setKey.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import { defineRule } from "./engine/defineRule.ts";
import { oneFix } from "./engine/fixes.ts";
import { inWords } from "./engine/names.ts";

export const eventWithoutDescription = defineRule<{ event: string }>({
  name: "event-without-description",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every event says what happened, in words a stakeholder understands.",
  message: ({ event }) => `Event "${event}" has no description.`,
  event(event, report, { document }) {
    const { definition } = event;
    if (definition.description?.value.trim()) return;
    const file = document(event.file);
    const entry = { key: "description", inline: writeScalar(`${inWords(event.name)}.`, { flow: true }) };
    const edits = file && setKey(file, definition.name.span, entry, "first");
    report(
      definition.name,
      { event: event.name },
      { hint: "Say what happened, and what it does not mean.", ...oneFix("Add a description", edits) },
    );
  },
});
