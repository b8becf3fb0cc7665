import { selectionSpans } from "../../features/selectionRanges.ts";
import { toOffset, toRange } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

export const selectionRanges: Feature = {
  capability: { selectionRangeProvider: true },
  listen: (server) => {
    server.connection.onSelectionRanges(
      onFile(server, "selectionRange", [], (view, { positions }) =>
        positions.map((position) => {
          const spans = selectionSpans(view, toOffset(view.document, position)).reverse();
          const ranges = spans.map((span) => ({ range: toRange(view.document, span) }));
          return ranges.reduce((parent, range) => ({ ...range, parent }));
        }),
      ),
    );
  },
};
