import type { Command } from "./command.ts";
import { eventPlace } from "./eventPlace.ts";

/** Leads to the checks of one event that did not pass when they were run last. */
export const showFailures: Command = {
  id: "eventspec.showFailures",
  run: async ({ tests }, ...args) => {
    const place = await eventPlace(args);
    if (place) await tests.showFailures(place);
  },
};
