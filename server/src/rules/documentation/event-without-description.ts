import { setKey } from "../../document/write/setKey.ts";
import { repeatsName } from "../../spec/nameWords.ts";
import { hasDescription } from "../completeness.ts";
import { defineRule } from "../engine/defineRule.ts";
import { blankFix } from "../engine/fixes.ts";

export const eventWithoutDescription = defineRule<{ event: string; repeats: boolean }>({
  name: "event-without-description",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every event must have a description.",
  message: ({ event, repeats }) =>
    repeats
      ? `The description of event "${event}" only repeats its name.`
      : `Event "${event}" has no description.`,
  event(event, report, { document }) {
    const { definition } = event;
    const hint = "Say what happened, and what it does not mean.";
    const { name, description } = definition;
    const repeats = description !== undefined && repeatsName(description.value, name.value);
    if (repeats) report(description, { event: event.name, repeats }, { hint });
    if (hasDescription(event)) return;
    const file = document(event.file);
    const edits = file && setKey(file, name.span, { key: "description", inline: "''" }, "first");
    report(
      name,
      { event: event.name, repeats: false },
      { hint, ...blankFix("Add a description to fill in", "description", edits) },
    );
  },
});
