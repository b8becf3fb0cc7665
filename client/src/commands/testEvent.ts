import type { Command } from "./command.ts";
import { eventPlace } from "./eventPlace.ts";

/** Runs all checks of one event; returns how many passed and failed. */
export const testEvent: Command = {
  id: "eventspec.testEvent",
  run: async ({ tests }, ...args) => {
    const place = await eventPlace(args);
    return place && tests.run(place);
  },
};
