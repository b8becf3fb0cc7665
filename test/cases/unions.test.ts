import assert from "node:assert/strict";
import { findingsIn, problemsIn, runIn } from "../support/inProject.ts";
import { overFiles, previewJson } from "../support/previews.ts";

const eu =
  "order_id,customer_id,ordered_at,amount,coupon\n1,7,2025-01-01 10:00:00,12.50,ten\n2,8,2025-01-02 10:00:00,3.25,\n";
const us = "orderId,ordered_at,amount,customer_id\n1,2025-01-03 10:00:00,5,9\n";
const arch = "order_id,customer_id,ordered_at,amount\n9,7,2024-01-03 10:00:00,1.00\n";

const data = { "data/orders_eu.csv": eu, "data/orders_us.csv": us, "data/arch_2024.csv": arch };

function spec(from: string, more = ""): string {
  return `from:
${from}
as: o
key: [o.src, o.order_id]
entities: {customer: o.customer_id}
events:
  order_placed:
    at: o.ordered_at
    properties: {amount: o.amount, coupon: o.coupon}
${more}`;
}

const three = `  union: [orders_eu, {table: orders_us, rename: {orderId: order_id}}, 'arch_*']
  relation: src`;

const files = (text: string, more: Readonly<Record<string, string>> = {}) => ({
  "eventspec.yml": overFiles("entities: {customer: {}}\n"),
  "a.events.yml": text,
  ...data,
  ...more,
});

const problems = (text: string, more?: Readonly<Record<string, string>>) => problemsIn(files(text, more));

describe("a union of tables whose columns drift", () => {
  it("gives the rows of all, a column that one lacks as null", async () => {
    const { rows } = await previewJson(files(spec(three)), ["order_placed"]);
    const seen = rows.map(({ source_key, amount, coupon }) => [source_key, Number(amount), coupon]);
    assert.deepEqual(seen.sort(), [
      ["arch_2024|9", 1, null],
      ["orders_eu|1", 12.5, "ten"],
      ["orders_eu|2", 3.25, null],
      ["orders_us|1", 5, null],
    ]);
  });

  it("is checked without a finding", async () => assert.deepEqual(await problems(spec(three)), []));

  it("runs the examples of its events over rows of each table", async () => {
    const examples = `    examples:
      - given:
          orders_eu: [{order_id: 1, customer_id: 7, ordered_at: 2025-01-01 10:00, amount: 2.5, coupon: ~}]
          orders_us: [{orderId: 1, customer_id: 8, ordered_at: 2025-01-01 10:00}]
          arch_2024: [{order_id: 1, customer_id: ~, ordered_at: 2025-01-01 10:00}]
        expect: [{customer_id: 7}, {customer_id: 8}, {customer_id: ~}]
`;
    const { code, stdout } = await runIn(files(spec(three, examples)), ["test", "--only", "examples"]);
    assert.equal(code, 0, stdout);
  });

  it("names a column with two types, both places and the remedy", async () => {
    const text = { "data/orders_us.csv": us.replace(",5,9", ",five,9") };
    assert.deepEqual(await problems(spec(three), text), [
      'ill-fitting-union: Column "amount" is DECIMAL(18,2) in orders_eu and VARCHAR in orders_us.',
    ]);
    const without = spec(`${three}\n  except: [amount]`).replace("amount: o.amount, ", "");
    assert.deepEqual(await problems(without, text), []);
  });

  const wrong = {
    "a pattern without a table": [
      "  union: [orders_eu, 'other_*']\n  relation: src",
      '"other_*" finds no table',
    ],
    "a table twice": [
      "  union: [orders_eu, orders_eu]\n  relation: src",
      "orders_eu stands in this union twice",
    ],
    "a column that is not there to be left out": [`${three}\n  except: [amuont]`, 'has a column "amuont"'],
    "a column that is not there to be renamed": [
      "  union: [orders_eu, {table: orders_us, rename: {id: order_id}}]\n  relation: src",
      'No column "id" is there to be renamed',
    ],
    "two columns that become one": [
      "  union: [orders_eu, {table: orders_us, rename: {orderId: order_id, amount: order_id}}]\n  relation: src",
      'Two columns of this table would be called "order_id"',
    ],
    "a column like that of the relation": [
      "  union: [orders_eu]\n  relation: coupon",
      '"coupon" is a column of the tables already',
    ],
    "a table that is not there": [
      "  union: [orders_eu, orders_uk]\n  relation: src",
      'There is no table "orders_uk"',
    ],
  } as const;

  for (const [what, [from, message]] of Object.entries(wrong))
    it(`finds ${what}`, async () => {
      const found = await problems(spec(from));
      assert.ok(
        found.some((one) => one.includes(message)),
        found.join("\n"),
      );
    });

  it("asks for a catalog where a pattern has none", async () => {
    const bare = { ...files(spec(three)), "eventspec.yml": "eventspec: 1\nname: p\n" };
    const { stdout, stderr } = await runIn(bare, ["check"]);
    assert.match(stdout + stderr, /Which tables "arch_\*" means is not known/);
  });
});

describe("a union that is written by hand", () => {
  const query = (sql: string) => `  sql: ${sql}\n  tables: {eu: orders_eu, us: orders_us}`;
  const hints = async (sql: string) => {
    const text = spec(query(sql)).replace("[o.src, o.order_id]", "o.order_id");
    const found = await findingsIn({
      ...files(text),
      "eventspec.yml": overFiles("entities: {customer: {}}\n").replace("minimal", "recommended"),
    });
    return found.filter(({ rule }) => rule === "union-by-hand").map(({ message }) => message);
  };

  it("is hinted at", async () =>
    assert.deepEqual(
      await hints("select order_id, customer_id from eu as e UNION ALL select orderId, customer_id from us"),
      ["This query is a union of eu, us, which `from: {union: […]}` says itself."],
    ));

  for (const [what, sql] of Object.entries({
    "chooses rows": "select order_id from eu where amount > 1 union all select orderId from us",
    computes: "select order_id + 1 as order_id from eu union all select orderId from us",
    joins: "select order_id from eu join us on true union all select orderId from us",
    "leaves out what is there twice": "select order_id from eu union select orderId from us",
    "is no union": "select order_id from eu",
  }))
    it(`is left alone where it ${what}`, async () => assert.deepEqual(await hints(sql), []));
});
