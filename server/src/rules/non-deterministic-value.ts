import { faultRule } from "./engine/faultRule.ts";

export const nonDeterministicValue = faultRule({
  name: "non-deterministic-value",
  severity: "warning",
  summary: "What an event carries is the same in every run.",
});
