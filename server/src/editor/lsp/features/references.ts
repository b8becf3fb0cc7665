import { references as referencesTo } from "../../features/references.ts";
import { toOffset } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";
import { locations } from "../locations.ts";

export const references: Feature = {
  capability: { referencesProvider: true },
  listen: (server) => {
    server.connection.onReferences(
      onFile(server, "references", [], (view, { position, context }) => {
        const found = referencesTo(view, toOffset(view.document, position), context.includeDeclaration);
        return locations(server, view.project, found);
      }),
    );
  },
};
