import { defineRule } from "../engine/defineRule.ts";

export const eventWithoutEntity = defineRule<{ event: string }>({
  name: "event-without-entity",
  topic: "Meaning",
  severity: "error",
  presets: ["recommended", "strict"],
  summary: "Every event must have an entity: whom or what it happened to.",
  message: ({ event }) => `Event "${event}" has no entity: nothing says whom or what it happened to.`,
  event(event, report) {
    if (event.entities.length > 0 || event.definition.proposed) return;
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: "Give the id of whom it happened to, such as `entities: {customer: o.customer_id}`, here or for the document.",
      },
    );
  },
});
