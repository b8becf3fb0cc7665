import { foldingRanges as foldsOf } from "../../features/foldingRanges.ts";
import { toRange } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

export const foldingRanges: Feature = {
  capability: { foldingRangeProvider: true },
  listen: (server) => {
    server.connection.onFoldingRanges(
      onFile(server, "foldingRange", [], (view) =>
        foldsOf(view).map((span) => {
          const { start, end } = toRange(view.document, span);
          return { startLine: start.line, endLine: end.line };
        }),
      ),
    );
  },
};
