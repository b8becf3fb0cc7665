import { hover as hoverAt } from "../../features/hover.ts";
import { toMarkdown, toOffset, toRange } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";

export const hover: Feature = {
  capability: { hoverProvider: true },
  listen: (server) => {
    server.connection.onHover(
      onFile(server, "hover", null, (view, { position }: AtPosition) => {
        const found = hoverAt(view, toOffset(view.document, position));
        if (!found) return null;
        const contents = toMarkdown(found.markdown);
        return { contents, range: toRange(view.document, found.span) };
      }),
    );
  },
};
