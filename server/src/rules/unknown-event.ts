import { defineRule } from "./engine/defineRule.ts";
import { referencesOf } from "./engine/eventFacts.ts";
import { nameRemedy } from "./engine/fixes.ts";

export const unknownEvent = defineRule<{ event: string }>({
  name: "unknown-event",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "Tests, tracked twins and replacements name events that exist.",
  message: ({ event }) => `No event is called "${event}".`,
  event(event, report, { project }) {
    for (const { name } of referencesOf(event)) {
      if (project.eventsByName.has(name.value)) continue;
      const remedy = nameRemedy(
        name,
        [...project.eventsByName.keys()],
        "events",
        "Declare it, or name another one.",
      );
      report(name, { event: name.value }, remedy);
    }
  },
});
