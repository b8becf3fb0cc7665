import assert from "node:assert/strict";
import { hover } from "../../../server/src/editor/features/hover.ts";
import type { KeptFacts } from "../../../server/src/editor/session/facts.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { ordersSpec } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

import { factsIn, file, now, opened } from "../../support/ordersFile.ts";

describe("hover", () => {
  async function hovered(
    input: string,
    factsFrom: (project: Project) => Map<string, KeptFacts> = () => new Map(),
  ) {
    const { project, text, cursor } = await opened(input);
    const found = hover(viewOf(project, file, { facts: factsFrom(project), now }), cursor);
    return found && { markdown: found.markdown, text: text.slice(found.span.start, found.span.end) };
  }

  it("explains keys and the words of the schema", async () => {
    const key = await hovered(
      ordersSpec
        .replace("  order_shipped:", "  order_shipped:")
        .replace("where: o.status", "wh‸ere: o.status"),
    );
    assert.equal(key?.text, "where");
    assert.match(key?.markdown ?? "", /null counts as no/);
    const word = await hovered(ordersSpec.replace("owner: growth", "owner: growth\ntier: co‸re"));
    assert.match(word?.markdown ?? "", /Company numbers rest on it\./);
  });

  it("shows a column's type, description and origin", async () => {
    const column = await hovered(ordersSpec.replace("at: o.ordered_at", "at: o.orde‸red_at"));
    assert.equal(column?.text, "ordered_at");
    assert.match(column?.markdown ?? "", /TIMESTAMP[\s\S]*checkout was confirmed[\s\S]*shop\.orders/);
  });

  it("shows quoted columns, aliases, functions, and the event's own columns in tests", async () => {
    assert.match(
      (await hovered(ordersSpec.replace('o."Coupon Code"', 'o."Cou‸pon Code"')))?.markdown ?? "",
      /Coupon Code/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("at: o.ordered_at", "at: ‸o.ordered_at")))?.markdown ?? "",
      /shop\.orders[\s\S]*order_id/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("at: o.ordered_at", "at: coal‸esce(o.ordered_at, null)")))
        ?.markdown ?? "",
      /not null/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("where: total < 0", "where: tot‸al < 0")))?.markdown ?? "",
      /decimal\(12,2\)/,
    );
  });

  it("lists a table's columns", async () => {
    const table = await hovered(ordersSpec.replace("from: shop.orders", "from: shop.or‸ders"));
    assert.match(table?.markdown ?? "", /Orders of the web shop[\s\S]*total_cents/);
  });

  it("tells of an event its meaning, its owner and, once previewed, its rows", async () => {
    const event = await hovered(
      ordersSpec.replace("follows: {event: order_placed}", "follows: {event: order_pl‸aced}"),
      factsIn,
    );
    assert.match(
      event?.markdown ?? "",
      /confirmed the checkout[\s\S]*owner growth[\s\S]*12,431 events · last 2 h ago[\s\S]*`12\.50`/,
    );
  });

  it("shows an event's samples as long as their SQL stands, and its count as long as its rows do", async () => {
    const { project } = await opened(ordersSpec);
    const facts = factsIn(project);
    const shown = async (from: string, to: string) => {
      const changed = ordersSpec.replace("follows: {event: order_placed}", "follows: {event: order_pl‸aced}");
      return (await hovered(changed.replace(from, to), () => facts))?.markdown ?? "";
    };
    const otherColumn = await shown("sql: o.total_cents / 100.0", "sql: o.total_cents");
    assert.match(otherColumn, /12,431 events/);
    assert.doesNotMatch(otherColumn, /`12\.50`/);
    const otherRows = await shown("at: o.ordered_at", "at: o.shipped_at");
    assert.doesNotMatch(otherRows, /12,431 events/);
    assert.match(otherRows, /`12\.50`/);
  });

  it("tells of teams and entities what the project file says", async () => {
    assert.match(
      (await hovered(ordersSpec.replace("owner: growth", "owner: gro‸wth")))?.markdown ?? "",
      /growth@shop\.example/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("  customer: o.customer_id", "  cust‸omer: o.customer_id")))
        ?.markdown ?? "",
      /can buy/,
    );
  });

  it("is silent where there is nothing to say", async () => {
    assert.equal(await hovered(ordersSpec.replace("description: The", "description: T‸he")), undefined);
  });

  it("describes an event that two documents give by both", async () => {
    const shown = await hovered(
      ordersSpec.replace("  order_placed:", "  order_‸placed:") +
        "---\nfrom: shop.plans\nas: p\nkey: p.account_id\nevents:\n  order_placed: {also: true, at: p.valid_from, description: Signed on paper.}\n",
    );
    assert.match(shown?.markdown ?? "", /---[\s\S]*Signed on paper\./);
  });
});
