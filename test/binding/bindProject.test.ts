import assert from "node:assert/strict";
import { bindProject } from "../../server/src/binding/bindProject.ts";
import type { BoundProject } from "../../server/src/binding/types.ts";
import type { Finding } from "../../server/src/document/types.ts";
import { createCheckCache } from "../../server/src/rules/checkCache.ts";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import type { BindResult, Connection } from "../../server/src/warehouse/types.ts";
import { bindToDuckDb, withShopDatabase } from "../rules/bindToDuckDb.ts";
import { check, sqlParser } from "../rules/findingsOf.ts";
import { shopWith } from "../rules/shop.ts";
import { never } from "../support/connections.ts";
import { mark, marked } from "../support/markers.ts";

const head =
  "from: shop.orders\nas: o\nkey: o.order_id\nowner: growth\nentities: {customer: o.customer_id}\n";
const event = (rest: string) => `${head}events:\n  order_placed:\n    at: o.ordered_at\n${rest}`;
const catalog = { "eventspec.catalog.json": "{}" };

/** Errors of a text once the engine has been asked, with no catalog to ask before. */
async function errors(text: string, files: Record<string, string> = {}): Promise<Finding[]> {
  const project = await shopWith({ "a.events.yml": text, ...catalog, ...files });
  return (await check(project, await bindToDuckDb(project))).filter(({ severity }) => severity === "error");
}

async function places(rules: readonly string[], text: string): Promise<Finding[]> {
  const source = marked(text).text;
  const found = await errors(source);
  assert.equal(
    mark(
      source,
      found.map(({ span }) => span),
    ),
    text,
  );
  assert.deepEqual(
    found.map(({ rule }) => rule),
    rules,
  );
  return found;
}

describe("binding", () => {
  it("gives the type of every expression", async () => {
    const project = await shopWith({
      "a.events.yml": event(`    where: not o.is_test
    properties:
      total: o.total_cents / 100.0
      first: coalesce(o.coupon_code, 'none')
    revenue: cast(o.total_cents as decimal(12, 2))
`),
    });
    const bound = await bindToDuckDb(project);
    assert.deepEqual(Object.fromEntries([...bound.events.values()][0]?.types ?? []), {
      "not o.is_test": "BOOLEAN",
      "o.order_id": "INTEGER",
      "o.ordered_at": "TIMESTAMP",
      "o.customer_id": "INTEGER",
      "o.total_cents / 100.0": "DOUBLE",
      "coalesce(o.coupon_code, 'none')": "VARCHAR",
      "cast(o.total_cents as decimal(12, 2))": "DECIMAL(12,2)",
    });
    assert.deepEqual([...bound.events.values()][0]?.failures, []);
  });

  it("finds each column that the engine does not know, where it stands", () =>
    places(
      ["unknown-column", "unknown-column"],
      event(`    where: >-
      o.status = '😀'
      and ⟦o.totl_cents⟧ > 0
    properties:
      a: {sql: "concat(o.\\"status\\", ⟦o.nope⟧)", description: x}
      b: {sql: upper(o.status), description: x}
`),
    ));

  it("finds what does not fit together", () =>
    places(
      ["type-mismatch", "type-mismatch", "type-mismatch"],
      event(`    where: ⟦o.total_cents + 1⟧
    properties:
      a: {sql: ⟦upper(o.status)⟧, type: integer, description: x}
      b: {sql: ⟦o.ordered_at + o.is_test⟧, description: x}
`),
    ));

  it("finds a time that is none, and offers the cast", async () => {
    const [finding] = await places(
      ["time-not-a-timestamp"],
      event("").replace("o.ordered_at", "⟦concat(o.placed_on, '')⟧"),
    );
    assert.equal(finding?.fixes?.[0]?.title, "Cast to timestamp");
  });

  it("says what the engine says about anything else", async () => {
    const text = event("    properties:\n      a: {sql: ⟦app.nothing_like_it⟧(o.status), description: x}\n");
    const [finding] = await places(["sql-refused"], text);
    assert.match(finding?.message ?? "", /nothing_like_it/);
    assert.doesNotMatch(finding?.message ?? "", /LINE|\n/);
  });

  it("finds a table that is not there, once", () =>
    places(
      ["unknown-table"],
      `${head.replace("shop.orders", "⟦shop.ordres⟧")}events:\n  order_placed:\n    at: o.ordered_at\n  order_paid:\n    at: o.ordered_at\n`,
    ));

  it("finds a mistake in a query, and does not blame what reads from it", () =>
    places(
      ["unknown-column"],
      `from: {sql: 'select order_id as id, ⟦nope⟧ as t from orders', tables: {orders: shop.orders}}
as: q
key: q.id
entities: {customer: q.id}
events:
  order_placed:
    at: q.t
`,
    ));

  it("finds a mistake beside a query of several columns, and none in the query", () =>
    places(
      ["type-mismatch"],
      `from: {sql: 'select order_id as id, ordered_at as t from orders', tables: {orders: shop.orders}}
as: q
key: q.id
entities: {customer: q.id}
events:
  order_placed:
    at: q.t
    where: ⟦md5⟧(q.id, q.id) = 'a'
`,
    ));

  it("names a mistake of the catalog's rules once, with their remedy", async () => {
    const project = await shopWith({ "a.events.yml": event("    where: o.totl_cents > 0\n") });
    const found = (await check(project, await bindToDuckDb(project))).filter(
      ({ severity }) => severity === "error",
    );
    assert.deepEqual(
      found.map(({ rule, hint }) => [rule, hint]),
      [["unknown-column", "Did you mean o.total_cents?"]],
    );
  });

  it("is seen by a check that remembers an earlier one", async () => {
    const project = await shopWith({ "a.events.yml": event("    where: o.totl_cents > 0\n"), ...catalog });
    const options = { dialect: "duckdb" as const, parser: await sqlParser(), cache: createCheckCache() };
    const rules = (types?: BoundProject) =>
      checkProject(project, { ...options, ...(types && { types }) })
        .filter(({ severity }) => severity === "error")
        .map(({ rule }) => rule);
    const types = await bindToDuckDb(project);
    assert.deepEqual(rules(), []);
    assert.deepEqual(rules(types), ["unknown-column"]);
    assert.deepEqual(rules({ ...types, events: new Map() }), []);
    assert.deepEqual(rules(await bindToDuckDb(project)), ["unknown-column"]);
  });

  it("blames a lookup in its own file", async () => {
    const lookups = `eventspec: 1
name: shop
entities: {customer: {type: integer}}
teams: {growth: {}}
lookups:
  country:
    parameters: [customer]
    join: [{from: shop.customers, as: c, on: c.customer_id = param.customer}]
    properties: {country: {sql: c.contry, description: x}}
`;
    const text = event("").replace("owner:", "lookups: {country: {customer: o.customer_id}}\nowner:");
    const found = await errors(text, { "eventspec.yml": lookups });
    assert.deepEqual(
      found.map(({ file, rule, span }) => [file, rule, lookups.slice(span.start, span.end)]),
      [["eventspec.yml", "unknown-column", "c.contry"]],
    );
  });

  it("leaves out what is switched off", async () => {
    const projectFile = "eventspec: 1\nname: shop\nswitches: {old: false}\n";
    const text = `${event("").replace("shop.orders", "gone.orders")}enabled: [old]\n`
      .replace("owner: growth\n", "")
      .replace(/entities.*\n/, "");
    const found = await errors(text, { "eventspec.yml": projectFile });
    assert.deepEqual(
      found.filter(({ rule }) => rule !== "event-without-entity"),
      [],
    );
  });

  describe("asks", () => {
    /** A connection that counts what it is asked. */
    function counting(connection: Connection): { connection: Connection; asked: string[] } {
      const asked: string[] = [];
      const bind = (sql: string, stop: AbortSignal): Promise<BindResult> => {
        asked.push(sql);
        return connection.bind(sql, stop);
      };
      return { connection: { ...connection, bind }, asked };
    }

    it("once an event, and not again while nothing changed", () =>
      withShopDatabase(async (database) => {
        const two = `${event("")}  order_shipped:\n    at: o.shipped_at\n`;
        const project = await shopWith({
          "a.events.yml": two,
          "b.events.yml": event("").replace("placed", "paid"),
        });
        const { connection, asked } = counting(database);
        const before = await bindProject(project, connection, never());
        assert.equal(asked.length, 3);
        await bindProject(project, connection, never(), { before });
        assert.equal(asked.length, 3);
        const changed = await shopWith({
          "a.events.yml": two.replace("o.shipped_at", "o.ordered_at"),
          "b.events.yml": event(""),
        });
        const after = await bindProject(changed, connection, never(), { before, files: ["a.events.yml"] });
        assert.equal(asked.length, 4);
        assert.equal(after.events.size, 2);
      }));

    it("no more once it is told to stop", () =>
      withShopDatabase(async (connection) => {
        const project = await shopWith({ "a.events.yml": event("") });
        await assert.rejects(bindProject(project, connection, AbortSignal.abort()), { kind: "cancelled" });
      }));
  });
});
