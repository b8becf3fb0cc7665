import { faultRule } from "../engine/faultRule.ts";

export const nonDeterministicRows = faultRule({
  name: "non-deterministic-rows",
  severity: "error",
  summary: "Which rows are events must not depend on chance.",
});
