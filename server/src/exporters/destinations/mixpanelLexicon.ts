import { jsonText } from "../../document/harmless.ts";
import type { TrackingPlan } from "../../spec/trackingPlan.ts";
import { objectSchema } from "../trackingPlan/jsonSchema.ts";
import type { About } from "./about.ts";

/**
 * Events and properties as Mixpanel's Lexicon takes them; what else it holds stays there.
 * https://developer.mixpanel.com/reference/lexicon-schemas-api
 */
export function mixpanelLexicon({ events }: TrackingPlan, about: ReadonlyMap<string, About>): string {
  const entries = events.map(({ name, description, properties }) => ({
    entityType: "event",
    name,
    schemaJson: {
      ...(description !== undefined && { description }),
      ...objectSchema(properties),
      metadata: { "com.mixpanel": metadataOf(about.get(name)) },
    },
  }));
  return jsonText({ entries, truncate: false });
}

function metadataOf({ team, email, tags = [] }: Partial<About> = {}) {
  return {
    ...(tags.length > 0 && { tags }),
    ...(email !== undefined && { contacts: [email] }),
    ...(team !== undefined && { teamContacts: [team] }),
  };
}
