import { faultRule } from "../engine/faultRule.ts";
import { windowFix } from "../engine/windowFix.ts";

export const windowInExpression = faultRule({
  name: "window-in-expression",
  severity: "error",
  fixes: windowFix,
  summary: "An expression must not use window functions.",
});
