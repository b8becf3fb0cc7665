import { faultRule } from "../engine/faultRule.ts";

export const runTimeInRows = faultRule({
  name: "run-time-in-rows",
  severity: "warning",
  summary: "Which rows are events must not depend on the time of the run.",
});
