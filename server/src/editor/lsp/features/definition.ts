import { definition as definitionAt } from "../../features/definition.ts";
import { toOffset } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";
import { locations } from "../locations.ts";

export const definition: Feature = {
  capability: { definitionProvider: true },
  listen: (server) => {
    server.connection.onDefinition(
      onFile(server, "definition", [], (view, { position }: AtPosition) =>
        locations(server, view.project, definitionAt(view, toOffset(view.document, position))),
      ),
    );
  },
};
