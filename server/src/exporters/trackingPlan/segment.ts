import { jsonText } from "../../document/harmless.ts";
import type { PlannedEvent, TrackingPlan } from "../../spec/trackingPlan.ts";
import { objectSchema } from "./jsonSchema.ts";

/** A plan as Segment's Public API takes it: `rules` of tracked calls. https://docs.segmentapis.com/tag/Tracking-Plans */
export function segmentPlan({ name, events }: TrackingPlan): string {
  return jsonText({ name, type: "LIVE", rules: events.map(ruleOf) });
}

function ruleOf({ name, description, version = 1, properties }: PlannedEvent) {
  return {
    key: name,
    type: "TRACK",
    version,
    jsonSchema: {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      ...(description !== undefined && { description }),
      properties: { context: {}, traits: {}, properties: objectSchema(properties) },
    },
  };
}
