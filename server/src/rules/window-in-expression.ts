import { faultRule } from "./engine/faultRule.ts";

export const windowInExpression = faultRule({
  name: "window-in-expression",
  severity: "error",
  summary: "An expression speaks of one row; it numbers and compares no others.",
});
