import { circleFindings } from "../../sql/plan/lookupOrder.ts";
import { defineRule } from "../engine/defineRule.ts";

export const circularLookups = defineRule<{ message: string }>({
  name: "circular-lookups",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "Lookups must not need each other in a circle.",
  message: ({ message }) => message,
  document({ document, file }, report, { project, knowledge: { dialect } }) {
    if (document.lookups.length === 0) return;
    for (const { span, message, hint } of circleFindings(document, file, project, dialect))
      report(span, { message }, hint === undefined ? {} : { hint });
  },
});
