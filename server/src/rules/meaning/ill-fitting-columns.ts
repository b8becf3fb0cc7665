import { expressionTypes } from "../../binding/expressionTypes.ts";
import { columnFindings } from "../../sql/plan/columnFindings.ts";
import { defineRule } from "../engine/defineRule.ts";

export const illFittingColumns = defineRule<{ message: string }>({
  name: "ill-fitting-columns",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "Columns that become rows must be of one type, and the key must say which of them a row is of.",
  message: ({ message }) => message,
  event(event, report, { project, knowledge }) {
    const { definition, document } = event;
    // What a document says for all its events is said once.
    const isFirst = document.events[0] === definition;
    const types = expressionTypes(knowledge.types);
    for (const { span, message, hint } of columnFindings(
      { project, dialect: knowledge.dialect, types },
      event,
    )) {
      const isOwn = span.start >= definition.span.start && span.end <= definition.span.end;
      if (isOwn || isFirst) report(span, { message }, hint === undefined ? {} : { hint });
    }
  },
});
