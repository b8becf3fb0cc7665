import { neighbourFaults } from "../../sql/plan/neighbours.ts";
import { defineRule } from "../engine/defineRule.ts";

export const brokenSequence = defineRule<{ message: string }>({
  name: "broken-sequence",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "What an expression says of the rows before and after must be there.",
  message: ({ message }) => message,
  event(event, report, { project, knowledge: { dialect } }) {
    for (const { expression, message, hint, unknown } of neighbourFaults(event, project, dialect)) {
      // A name that its own place does not have is an unknown column.
      if (unknown && expression.event) continue;
      report(expression.sql, { message }, { hint, path: expression.path });
    }
  },
});
