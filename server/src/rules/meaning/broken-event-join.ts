import { brokenJoins } from "../../sql/plan/brokenJoins.ts";
import { defineRule } from "../engine/defineRule.ts";

export const brokenEventJoin = defineRule<{ message: string }>({
  name: "broken-event-join",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "An event that is joined must be found by an entity of both, and must not lead back.",
  message: ({ message }) => message,
  event(event, report, { project, knowledge: { dialect } }) {
    for (const { span, message, hint } of brokenJoins(event, project, dialect))
      report({ span }, { message }, { hint });
  },
});
