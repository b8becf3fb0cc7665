import { hasGoal } from "../completeness.ts";
import { choiceFixes } from "../engine/choiceFixes.ts";
import { defineRule } from "../engine/defineRule.ts";

export const eventWithoutGoal = defineRule<{ event: string }>({
  name: "event-without-goal",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Where a project declares goals, every event must serve one.",
  message: ({ event }) => `Event "${event}" serves no goal.`,
  event(event, report, context) {
    const { goals } = context.index.declared;
    if (goals.size === 0 || hasGoal(event) || event.also !== undefined) return;
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: "Name a goal of the project in `goals`, here or for the whole document; what serves none may not be worth its cost.",
        ...choiceFixes(event, "goals", goals, context),
      },
    );
  },
});
