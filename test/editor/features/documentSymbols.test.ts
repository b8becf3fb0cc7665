import assert from "node:assert/strict";
import { codeLenses } from "../../../server/src/editor/features/codeLenses.ts";
import { documentSymbols, type Outline } from "../../../server/src/editor/features/documentSymbols.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
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

  it("say which tables those of a pattern are", async () => {
    const spec =
      "from: {each: 'shop.ord*'}\nas: o\nkey: o.order_id\nevents:\n  '{table}_made': {at: o.ordered_at}\n";
    const { project } = await opened(`${spec}---\nname: Orders\n${spec}`);
    const view = viewOf(project, file);
    assert.deepEqual(
      documentSymbols(view).map(({ name, detail }) => [name, detail]),
      [
        ["shop.ord*", undefined],
        ["Orders", "shop.ord*"],
      ],
    );
    assert.ok(codeLenses(view).some(({ title }) => title === "1 event of shop.ord*"));
  });

  it("say what documents are called, and what they read", async () => {
    const { project } = await opened(
      `name: Orders of the shop\n${ordersSpec}---\nname: Customers\ndescription: Who buys.\nfrom: shop.customers\nevents:\n  customer_joined: {at: x}\n`,
    );
    const view = viewOf(project, file);
    assert.deepEqual(
      documentSymbols(view).map(({ name, detail }) => [name, detail]),
      [
        ["Orders of the shop", "shop.orders"],
        ["Customers", "Who buys."],
      ],
    );
    assert.deepEqual(
      codeLenses(view).flatMap(({ title, command }) => (command ? [] : [title])),
      ["2 events of shop.orders", "1 event of shop.customers"],
    );
    const { text } = view.document;
    assert.match(
      hover(view, text.indexOf("customer_joined"))?.markdown ?? "",
      /^\*\*customer_joined\*\* _event_\n\nIn \*\*Customers\*\*: Who buys\.\n/,
    );
    const { project: single } = await opened(`name: Orders of the shop\n${ordersSpec}`);
    assert.deepEqual(
      documentSymbols(viewOf(single, file)).map(({ name }) => name),
      ["Orders of the shop"],
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
