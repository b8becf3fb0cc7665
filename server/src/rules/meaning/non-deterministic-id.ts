import { faultRule } from "../engine/faultRule.ts";

export const nonDeterministicId = faultRule({
  name: "non-deterministic-id",
  severity: "error",
  summary: "Keys and entities must be the same in every run.",
});
