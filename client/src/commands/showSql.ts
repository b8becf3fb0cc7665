import type { Command } from "./command.ts";
import { eventPlace } from "./eventPlace.ts";

/** Opens the SQL that an event means, beside its spec. */
export const showSql: Command = {
  id: "eventspec.showSql",
  run: async ({ sqlDocuments }, ...args) => {
    const place = await eventPlace(args);
    if (place) await sqlDocuments.open(place);
  },
};
