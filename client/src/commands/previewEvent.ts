import type { Command } from "./command.ts";
import { eventPlace } from "./eventPlace.ts";

/** Reads sample rows of one event and shows them in the results panel. */
export const previewEvent: Command = {
  id: "eventspec.previewEvent",
  run: async ({ previews }, ...args) => {
    const place = await eventPlace(args);
    if (place) await previews.run(place);
  },
};
