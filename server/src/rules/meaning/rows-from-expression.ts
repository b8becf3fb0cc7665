import { faultRule } from "../engine/faultRule.ts";

export const rowsFromExpression = faultRule({
  name: "rows-from-expression",
  severity: "error",
  summary: "An expression must return one value, not rows.",
});
