import { fullJoinFindings } from "../../sql/plan/fullJoinFindings.ts";
import { defineRule } from "../engine/defineRule.ts";

export const illFittingFullJoin = defineRule<{ message: string }>({
  name: "ill-fitting-full-join",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "The tables of a full join must have the columns that they are compared by, of one type.",
  message: ({ message }) => message,
  document({ document, file }, report, { project, knowledge }) {
    const { parser, dialect } = knowledge;
    const outputsOf = ({ text }: { readonly text: string }) => parser?.query(text, dialect).outputs;
    for (const finding of fullJoinFindings(document, file, project, outputsOf))
      report(finding.span, finding, { ...(finding.hint !== undefined && { hint: finding.hint }) });
  },
});
