import { faultRule } from "./engine/faultRule.ts";

export const rowsFromExpression = faultRule({
  name: "rows-from-expression",
  severity: "error",
  summary: "An expression gives one value; it makes no rows.",
});
