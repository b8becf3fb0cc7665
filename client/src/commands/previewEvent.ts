import type { Command } from "./command.ts";
import { eventPlace } from "./eventPlace.ts";

/** Reads sample rows of one event and shows them in the results panel; returns what is shown there. */
export const previewEvent: Command = {
  id: "eventspec.previewEvent",
  run: async ({ previews }, ...args) => {
    const place = await eventPlace(args);
    return place && previews.run(place);
  },
};
