import assert from "node:assert/strict";
import { foldingRanges } from "../../../server/src/editor/features/foldingRanges.ts";
import { selectionSpans } from "../../../server/src/editor/features/selectionRanges.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { file, opened } from "../../support/ordersFile.ts";

describe("folding and selection", () => {
  it("fold what has several lines", async () => {
    const { project, text } = await opened(ordersSpec);
    const folded = foldingRanges(viewOf(project, file)).map(({ start }) => text.slice(start).split("\n")[0]);
    assert.ok(
      ["events:", "order_placed:", "properties:", "total:"].every((line) => folded.includes(line)),
      folded.join(),
    );
  });

  it("select ever more", async () => {
    const { project, text, cursor } = await opened(
      ordersSpec.replace("at: o.ordered_at", "at: o.ord‸ered_at"),
    );
    const spans = selectionSpans(viewOf(project, file), cursor);
    const selected = spans.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(selected.slice(0, 3), ["ordered_at", "o.ordered_at", "at: o.ordered_at"]);
    assert.equal(selected.at(-1), text);
  });
});
