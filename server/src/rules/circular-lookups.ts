import { circleFindings } from "../sql/plan/lookupOrder.ts";
import { defineRule } from "./engine/defineRule.ts";

export const circularLookups = defineRule<{ message: string }>({
  name: "circular-lookups",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "Lookups can be joined one after the other: none needs what it, or one that needs it, brings in.",
  message: ({ message }) => message,
  document({ document, file }, report, { project, knowledge: { dialect } }) {
    if (document.lookups.length === 0) return;
    for (const { span, message, hint } of circleFindings(document, file, project, dialect))
      report(span, { message }, hint === undefined ? {} : { hint });
  },
});
