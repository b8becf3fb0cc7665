import assert from "node:assert/strict";
import { documentSymbols, type Outline } from "../../../server/src/editor/features/documentSymbols.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { file, opened } from "../../support/ordersFile.ts";

describe("document symbols", () => {
  const names = (outlines: readonly Outline[]): unknown[] =>
    outlines.map(({ name, children }) => (children.length > 0 ? [name, names(children)] : name));

  it("are a spec's events with their properties", async () => {
    const { project } = await opened(ordersSpec);
    assert.deepEqual(names(documentSymbols(viewOf(project, file))), [
      ["order_placed", ["total", "coupon"]],
      "order_shipped",
    ]);
  });

  it("are grouped by source where a file has several, and by kind in the project file", async () => {
    const { project } = await opened(
      `${ordersSpec}---\nfrom: shop.customers\nevents:\n  customer_joined: {at: x}\n`,
    );
    assert.deepEqual(
      documentSymbols(viewOf(project, file)).map(({ name }) => name),
      ["shop.orders", "shop.customers"],
    );
    assert.deepEqual(
      documentSymbols(viewOf(project, "eventspec.yml")).map(({ name }) => name),
      ["connections", "entities", "teams", "goals", "lookups"],
    );
  });

  it("hold their names, and their children", async () => {
    const { project } = await opened(ordersSpec);
    const visit = (outlines: readonly Outline[]): void => {
      for (const { span, nameSpan, children } of outlines) {
        assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
        for (const child of children) assert.ok(span.start <= child.span.start && child.span.end <= span.end);
        visit(children);
      }
    };
    visit(documentSymbols(viewOf(project, file)));
    visit(documentSymbols(viewOf(project, "eventspec.yml")));
  });
});
