import assert from "node:assert/strict";
import { findTable } from "../../server/src/project/catalog.ts";

const tables = (...names: string[]) => ({
  known: true,
  tables: names.map((name) => ({ parts: name.split("."), origin: "test", columns: [] })),
});
const found = (name: string, ...names: string[]) =>
  findTable(tables(...names), name.split("."))?.parts.join(".");

describe("the table that a name means", () => {
  it("is the whole name rather than an ending, in whichever case", () => {
    assert.equal(found("shop.orders", "shop.orders", "db.shop.orders"), "shop.orders");
    assert.equal(found("shop.orders", "db.SHOP.orders", "Shop.Orders"), "Shop.Orders");
  });

  it("is the exact spelling rather than another case", () => {
    assert.equal(found("shop.Orders", "shop.orders", "shop.Orders"), "shop.Orders");
    assert.equal(found("shop.Orders", "shop.orders", "db.shop.Orders"), "db.shop.Orders");
  });

  it("is none where two fit equally", () => {
    assert.equal(found("shop.orders", "a.shop.orders", "b.shop.orders"), undefined);
    assert.equal(found("SHOP.orders", "shop.orders", "shop.ORDERS"), undefined);
    assert.equal(found("shop.orders", "shop.refunds"), undefined);
  });

  it("is the engine's first of those that fit equally, where its order is known", () => {
    const ordered = (name: string, ...names: string[]) =>
      findTable({ ...tables(...names), ordered: true }, name.split("."))?.parts.join(".");
    assert.equal(ordered("orders", "b.orders", "a.orders"), "b.orders");
    assert.equal(ordered("Orders", "b.orders", "a.Orders"), "a.Orders");
    assert.equal(ordered("shop.orders", "db.shop.orders", "shop.orders"), "shop.orders");
    assert.equal(ordered("refunds", "a.orders"), undefined);
  });

  it("may be shorter by the database only", () => {
    assert.equal(found("db.shop.orders", "shop.orders"), "shop.orders");
    assert.equal(found("shop.orders", "orders"), undefined);
    assert.equal(found("db.shop.orders", "orders"), undefined);
  });
});
