import assert from "node:assert/strict";
import { findingsOf } from "./findingsOf.ts";

async function unknown(sql: string, at: string, alias = "as: n\n"): Promise<string[]> {
  const spec = `from: {sql: ${sql}, tables: {o: shop.orders}}\n${alias}key: 1\nevents: {order_placed: {at: ${at}}}\n`;
  const found = await findingsOf(spec);
  return found.filter(({ rule }) => rule === "unknown-column").map(({ message }) => message);
}

describe("columns of a query", () => {
  it("are those that it names", async () => {
    const sql = '"select o.ordered_at, o.order_id as id from o"';
    assert.deepEqual(await unknown(sql, "n.ordered_at"), []);
    assert.deepEqual(await unknown(sql, "n.orderd_at"), ['There is no column "orderd_at" in "n".']);
    assert.deepEqual(await unknown(sql, "ordered_at", ""), []);
    assert.deepEqual(await unknown(sql, "order_id", ""), ['There is no column "order_id".']);
  });

  it("may be anything where it doesn't say", async () => {
    assert.deepEqual(await unknown("select * from o", "n.anything"), []);
    assert.deepEqual(await unknown("select * from o", "anything", ""), []);
  });
});
