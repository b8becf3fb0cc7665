import assert from "node:assert/strict";
import fc from "fast-check";
import {
  findColumn,
  findTable,
  joinName,
  readCatalog,
  splitName,
  withIndex,
  writeCatalog,
} from "../../server/src/project/catalog.ts";
import type { Catalog, Table } from "../../server/src/project/types.ts";

const table = (name: string): Table => ({ parts: splitName(name), columns: [], origin: "test" });
const catalog = (...names: string[]): Catalog => ({ tables: names.map(table), known: true });
const found = (known: Catalog, name: string) => findTable(known, splitName(name))?.parts.join(".");

describe("the catalog", () => {
  it("finds tables by the endings of their names", () => {
    const known = catalog("db.shop.orders", "db.shop.customers", "main.Order Details");
    assert.equal(found(known, "orders"), "db.shop.orders");
    assert.equal(found(known, "shop.orders"), "db.shop.orders");
    assert.equal(found(known, "db.shop.orders"), "db.shop.orders");
    assert.equal(found(known, "shop.order"), undefined);
    assert.equal(found(known, "other.orders"), undefined);
    assert.equal(found(known, '"Order Details"'), "main.Order Details");
  });

  it("leaves out the database where the catalog does", () => {
    assert.equal(found(catalog("shop.orders"), "prod.shop.orders"), "shop.orders");
    assert.equal(found(catalog("orders"), "shop.orders"), undefined);
  });

  it("regards case only to choose", () => {
    assert.equal(found(catalog("SHOP.ORDERS"), "shop.orders"), "SHOP.ORDERS");
    assert.equal(found(catalog("shop.Orders", "shop.orders"), "shop.Orders"), "shop.Orders");
    assert.equal(found(catalog("shop.Orders", "shop.ORDERS"), "shop.orders"), undefined);
  });

  it("prefers a whole name, and doesn't choose between equals", () => {
    assert.equal(found(catalog("orders", "shop.orders"), "orders"), "orders");
    assert.equal(found(catalog("shop.orders", "crm.orders"), "orders"), undefined);
    assert.equal(found(catalog("shop.orders", "crm.orders"), "crm.orders"), "crm.orders");
  });

  it("finds the same with an index as without", () => {
    const name = fc.array(fc.constantFrom("a", "A", "b", "c d"), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(name), name, (names, wanted) => {
        const tables = names.map((parts): Table => ({ parts, columns: [], origin: "test" }));
        const plain = { tables, known: true };
        assert.equal(findTable(plain, wanted), findTable(withIndex(plain), wanted));
      }),
    );
  });

  it("finds columns, the exact spelling first", () => {
    const columns = [{ name: "Id" }, { name: "ID" }, { name: "total" }];
    const whole: Table = { parts: ["t"], columns, origin: "test" };
    assert.equal(findColumn(whole, "ID")?.name, "ID");
    assert.equal(findColumn(whole, "id")?.name, "Id");
    assert.equal(findColumn(whole, "Total")?.name, "total");
    assert.equal(findColumn(whole, "x"), undefined);
  });

  it("splits names as it joins them", () => {
    assert.deepEqual(splitName('a."b.c"."d""e"'), ["a", "b.c", 'd"e']);
    const part = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        assert.deepEqual(splitName(joinName(parts)), parts);
      }),
    );
  });
});

describe("eventspec.catalog.json", () => {
  it("is written in one order, and read back", () => {
    const columns = [
      { type: "INTEGER", name: "b", nullable: false },
      { name: "a", description: "An a." },
    ];
    const one: Table = { parts: ["s", "one"], columns, description: "First.", origin: "dev" };
    const two: Table = { parts: ["s", "a.b"], columns: [], origin: "dev" };
    const text = writeCatalog({ tables: [one, two], known: true });
    assert.equal(text, writeCatalog({ tables: [two, one], known: true }));
    assert.equal(
      text,
      `{
  "version": 1,
  "tables": [
    {
      "name": "s.\\"a.b\\"",
      "columns": []
    },
    {
      "name": "s.one",
      "description": "First.",
      "columns": [
        {
          "name": "b",
          "type": "INTEGER",
          "nullable": false
        },
        {
          "name": "a",
          "description": "An a."
        }
      ]
    }
  ]
}
`,
    );
    const read = readCatalog(text);
    assert.deepEqual(
      read.tables.map(({ parts, columns: names }) => [parts, names]),
      [
        [["s", "a.b"], []],
        [["s", "one"], columns],
      ],
    );
    assert.equal(read.known, true);
  });

  it("survives whatever stands in the file", () => {
    for (const text of ["", "{", "null", "[]", "1", '{"version": 2, "tables": []}', '{"version": 1}']) {
      assert.deepEqual(readCatalog(text), { tables: [], known: false }, text);
    }
    const odd =
      '{"version": 1, "tables": [null, {"name": 1}, {"name": "t", "columns": [null, {"name": "c", "type": 1}]}]}';
    assert.deepEqual(
      readCatalog(odd).tables.map(({ parts, columns }) => [parts, columns]),
      [[["t"], [{ name: "c" }]]],
    );
    fc.assert(fc.property(fc.json(), (text) => assert.ok(Array.isArray(readCatalog(text).tables))));
  });
});
