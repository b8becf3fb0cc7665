import { choiceFixes } from "../engine/choiceFixes.ts";
import { defineRule } from "../engine/defineRule.ts";

export const eventWithoutConsumer = defineRule<{ event: string }>({
  name: "event-without-consumer",
  topic: "Ownership",
  severity: "info",
  presets: ["strict"],
  summary: "Every event must name who or what reads it.",
  message: ({ event }) => `Nobody is named who reads event "${event}".`,
  event(event, report, context) {
    // Consumers of an event that is given here, too, are named where it is declared.
    if (event.consumers.length > 0 || event.also !== undefined) return;
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: "Name the teams, dashboards, models or tools in `consumers`, here or for the whole document: they want to know before it changes.",
        ...choiceFixes(event, "consumers", context.index.declared.teams, context),
      },
    );
  },
});
