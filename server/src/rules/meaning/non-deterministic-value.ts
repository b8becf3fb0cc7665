import { faultRule } from "../engine/faultRule.ts";

export const nonDeterministicValue = faultRule({
  name: "non-deterministic-value",
  severity: "warning",
  summary: "Values that an event carries must be the same in every run.",
});
