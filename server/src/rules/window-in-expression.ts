import { faultRule } from "./engine/faultRule.ts";

export const windowInExpression = faultRule({
  name: "window-in-expression",
  severity: "error",
  summary: "An expression must not use window functions.",
});
