import type { PlanTool } from "../tasks/importPlan.ts";

/** As the tools call themselves. */
export const toolNames: Readonly<Record<PlanTool, string>> = {
  segment: "Segment",
  rudderstack: "RudderStack",
};
