import type { Join } from "../../spec/types.ts";
import { findingsOfJoins } from "../../sql/fieldFindings.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report, RuleContext } from "../types.ts";

export const illFittingFields = defineRule<{ message: string }>({
  name: "ill-fitting-fields",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary:
    "A history of fields must be joined by equal columns, and picked fields must have names of their own.",
  message: ({ message }) => message,
  document: ({ document, file }, report, context) => visit(document.joins, file, report, context),
  projectFile(file, report, context) {
    for (const { joins } of file.lookups) visit(joins, file.file, report, context);
  },
});

function visit(
  joins: readonly Join[],
  file: string,
  report: Report<{ message: string }>,
  { project, knowledge }: RuleContext,
): void {
  for (const { span, message, hint } of findingsOfJoins(joins, file, project, knowledge.dialect))
    report(span, { message }, hint === undefined ? {} : { hint });
}
