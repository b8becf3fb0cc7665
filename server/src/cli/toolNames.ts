import type { ImportTool } from "../tasks/importPlan.ts";

/** As the tools call themselves. */
export const toolNames: Readonly<Record<ImportTool, string>> = {
  segment: "Segment",
  rudderstack: "RudderStack",
  snowplow: "Snowplow",
  ga4: "Google Analytics 4",
};
