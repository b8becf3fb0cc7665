import { heldBack, sendingsOf } from "../../project/sentTo.ts";
import type { Privacy } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { sentPlace } from "../engine/sentPlace.ts";

interface Sent {
  readonly property: string;
  readonly privacy: Privacy;
  readonly destination: string;
  readonly most: Privacy;
}

export const privateDataSent = defineRule<Sent>({
  name: "private-data-sent",
  topic: "Privacy",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "An event must carry nothing to a destination that is more private than it may receive.",
  message: ({ property, privacy, destination, most }) =>
    `Property "${property}" is ${privacy}, and "${destination}" may receive what is ${most} at most.`,
  event(event, report, { project }) {
    for (const { written, destination } of sendingsOf(project, event)) {
      const most = destination.privacy?.value;
      for (const { property, why } of heldBack(event, destination)) {
        const privacy = property.privacy?.value;
        if (why !== "private" || !privacy || !most) continue;
        report(
          sentPlace(event, property, written),
          { property: property.name.value, privacy, destination: destination.name.value, most },
          {
            hint: "Exports leave it out. Take it from the event, send the event elsewhere, or let the destination receive more.",
          },
        );
      }
    }
  },
});
