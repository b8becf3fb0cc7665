import assert from "node:assert/strict";
import type { Completion } from "../../../server/src/editor/features/completion/types.ts";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { ordersSpec, projectOf } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";
import { marked } from "../../support/markers.ts";

interface Completed {
  readonly labels: readonly string[];
  readonly items: readonly Completion[];
  /** The text after the item of that label is taken; `$0` and the like stay. */
  take(label: string): string;
}

async function completeIn(
  file: string,
  input: string,
  others: Record<string, string> = {},
): Promise<Completed> {
  const { text, cursor } = marked(input);
  const project = await projectOf({ ...others, [file]: text });
  const items = complete(viewOf(project, file), cursor).toSorted((a, b) => a.rank - b.rank);
  return {
    items,
    labels: items.map((item) => item.label),
    take(label) {
      const item = items.find((each) => each.label === label);
      if (!item)
        throw new Error(`No completion "${label}" among ${items.map((each) => each.label).join(", ")}`);
      return text.slice(0, item.span.start) + item.insert + text.slice(item.span.end);
    },
  };
}

const head = "from: shop.orders\nas: o\nkey: o.order_id\n";
const inEvent = (lines: string): string => `${head}events:\n  order_placed:\n${lines}`;

/** The line that a mark stands on, after a completion is taken. */
function lineWith(text: string, part: string): string {
  return text.split("\n").find((line) => line.includes(part)) ?? "";
}

describe("completion of keys", () => {
  it("gives a union its tables, and the columns of theirs", async () => {
    const labels = async (from: string) => (await completeIn("a.events.yml", `from: ${from}\n`)).labels;
    assert.ok((await labels("{union: [shop.orders, ‸]}")).includes("shop.plans"));
    const columns = await labels("{union: [shop.orders, shop.plans], except: [‸]}");
    assert.ok(columns.includes("order_id") && columns.includes("valid_from"));
    const own = await labels("{union: [shop.orders, {table: shop.plans, rename: {‸}}]}");
    assert.ok(own.includes("valid_from") && !own.includes("order_id"), own.join(", "));
  });

  it("gives a full join the columns that its tables and queries share, and SQL those of a query", async () => {
    const full =
      "{full: [shop.orders, {sql: select order_id as id from o, tables: {o: shop.orders}, as: q, using: ‸}]";
    const labels = async (text: string) => (await completeIn("a.events.yml", text)).labels;
    assert.ok((await labels(`from: ${full}, using: order_id}\n`)).includes("id"));
    const whole = `from: ${full.replace("‸", "id")}, using: order_id}\nas: f\n`;
    assert.ok((await labels(`${whole}key: q.‸\n`)).includes("id"));
    assert.ok(
      (await labels(whole.replace("as id from o", "as id from o where o.‸"))).includes("customer_id"),
    );
  });

  it("gives a stream names of events that were seen in data", async () => {
    const spec = inEvent("    at: o.ordered_at\n    variants: {by: o.status, otherwise: {name: o.status}}\n");
    const { labels } = await completeIn("eventspec.yml", "streams: {all: {events: {name: [‸]}}}\n", {
      "a.events.yml": spec,
      "eventspec.catalog.json": JSON.stringify({
        version: 1,
        tables: [],
        names: [{ event: "order_placed", names: ["page_seen"] }],
      }),
    });
    assert.ok(labels.includes("page_seen"), labels.join(", "));
  });

  it("gives a currency codes and columns", async () => {
    const { labels, take } = await completeIn(
      "a.events.yml",
      inEvent("    revenue: {sql: o.total_cents, currency: ‸}\n"),
    );
    assert.ok(labels.includes("EUR") && labels.includes("total_cents") && labels.includes("o"));
    assert.match(take("EUR"), /currency: EUR\}/);
    const { labels: others } = await completeIn("a.events.yml", inEvent("    revenue: ‸\n"));
    assert.ok(!others.includes("EUR"));
  });

  it("gives an identity the entities, and the events that prove it", async () => {
    const spec = `from: shop.orders
as: o
key: o.order_id
entities: {visitor: o.status}
events:
  page_viewed: {at: o.ordered_at}
  signed_in: {at: o.ordered_at, entities: {customer: o.customer_id}}
`;
    const project = (resolves: string) =>
      `eventspec: 1\nentities:\n  customer: ~\n  visitor: {anonymous: true, resolves_to: ${resolves}}\n`;
    const labels = async (resolves: string) =>
      (await completeIn("eventspec.yml", project(resolves), { "web.events.yml": spec })).labels;
    assert.deepEqual(await labels("{entity: customer, by: [‸]}"), ["signed_in"]);
    assert.deepEqual(await labels("{entity: customer, by: ‸}"), ["signed_in"]);
    assert.deepEqual(await labels("{by: ‸}"), ["page_viewed", "signed_in"]);
    assert.deepEqual(await labels("{entity: ‸}"), ["customer", "visitor"]);
    assert.deepEqual(await labels("{entity: customer, first: ‸}"), ["evidence", "beginning"]);
  });

  it("offers the keys of a document that are not there yet, in the schema's order", async () => {
    const { labels } = await completeIn("a.events.yml", `${head}‸`);
    assert.deepEqual(labels.slice(0, 3), ["timezone", "null_values", "where"]);
    assert.ok(labels.includes("events") && !labels.includes("from"));
  });

  it("offers what an event needs first, with its documentation", async () => {
    const { items } = await completeIn("a.events.yml", inEvent("    ‸"));
    assert.equal(items[0]?.label, "at");
    assert.match(items.find(({ label }) => label === "description")?.documentation ?? "", /stakeholder/);
  });

  it("completes a half-typed key between others", async () => {
    const completed = await completeIn(
      "a.events.yml",
      inEvent("    description: x\n    own‸\n    at: o.ordered_at\n"),
    );
    assert.equal(lineWith(completed.take("owner"), "owner"), "    owner: $0");
    assert.ok(!completed.labels.includes("at"));
  });

  it("keeps the colon of a key that has one", async () => {
    const completed = await completeIn("a.events.yml", inEvent("    own‸: growth\n"));
    assert.equal(lineWith(completed.take("owner"), "growth"), "    owner: growth");
  });

  it("begins maps and lists on lines of their own", async () => {
    const { take } = await completeIn("a.events.yml", inEvent("    ‸"));
    assert.ok(take("properties").endsWith("    properties:\n  $0"));
    assert.ok(take("tests").endsWith("    tests:\n  - $0"));
    assert.ok(take("tags").endsWith("    tags: [$0]"));
  });

  it("works in flow maps", async () => {
    const completed = await completeIn(
      "a.events.yml",
      inEvent("    properties:\n      total: {sql: o.x, ‸}\n"),
    );
    assert.ok(!completed.labels.includes("sql") && !completed.labels.includes("value"), "sql excludes value");
    assert.equal(lineWith(completed.take("unit"), "total"), "      total: {sql: o.x, unit: $0}");
  });

  it("puts the dash of a list item", async () => {
    const below = await completeIn("a.events.yml", inEvent("    tests:\n      ‸"));
    assert.ok(below.take("fresh").endsWith("      - fresh: $0"));
    const behind = await completeIn("a.events.yml", inEvent("    tests:\n      - ‸"));
    assert.ok(behind.take("volume").endsWith("      - volume:\n    $0"));
  });

  it("offers one key for a test, because it is of one kind", async () => {
    const { labels } = await completeIn(
      "a.events.yml",
      inEvent("    tests:\n      - fresh: 1 day\n        ‸"),
    );
    assert.deepEqual(labels, []);
  });

  it("offers entities and lookups as keys", async () => {
    const entities = await completeIn("a.events.yml", inEvent("    entities:\n      ‸"));
    assert.deepEqual(entities.labels, ["customer", "visitor"]);
    assert.ok(entities.take("customer").endsWith("      customer: $0"));
    const lookups = await completeIn("a.events.yml", `${head}lookups:\n  plan_at_event: {‸}\n`);
    assert.deepEqual(lookups.labels, ["customer", "use"]);
    const renamed = await completeIn("a.events.yml", `${head}lookups:\n  plan: {use: plan_at_event, ‸}\n`);
    assert.deepEqual(renamed.labels, ["customer"]);
    const used = await completeIn("a.events.yml", `${head}lookups:\n  plan: {use: ‸}\n`);
    assert.deepEqual(used.labels, ["plan_at_event"]);
  });

  it("offers the columns of tables and of the event in examples", async () => {
    const example = (given: string, expect: string): string =>
      inEvent(
        `    at: o.ordered_at\n    properties: {total: o.total_cents}\n    examples:\n      - given:\n          shop.orders:\n            - {order_id: 1, ${given}}\n        expect:\n          - {${expect}}\n`,
      );
    const given = await completeIn("a.events.yml", example("‸", ""));
    assert.ok(given.labels.includes("shipped_at") && !given.labels.includes("order_id"));
    const expect = await completeIn("a.events.yml", example("", "‸"));
    assert.ok(expect.labels.includes("total") && expect.labels.includes("occurred_at"));
  });

  it("offers rules in the project file and in suppressions", async () => {
    const rules = await completeIn("eventspec.yml", "eventspec: 1\nrules:\n  event-without-‸");
    assert.ok(rules.labels.includes("event-without-owner"));
    const comment = await completeIn(
      "a.events.yml",
      inEvent("    # eventspec-ignore: event-w‸\n    at: o.x\n"),
    );
    assert.equal(
      lineWith(comment.take("event-without-owner"), "#"),
      "    # eventspec-ignore: event-without-owner",
    );
  });
});

describe("completion of values", () => {
  it("offers the words of the schema with their meaning", async () => {
    const { labels, items, take } = await completeIn("a.events.yml", inEvent("    tier: ‸\n"));
    assert.deepEqual(labels, ["core", "standard", "experimental"]);
    assert.match(items[0]?.documentation ?? "", /^Company numbers rest on it\.$/);
    assert.equal(lineWith(take("core"), "tier"), "    tier: core");
  });

  it("puts a space after a colon", async () => {
    const { take } = await completeIn("a.events.yml", inEvent("    tier:‸\n"));
    assert.equal(lineWith(take("core"), "tier"), "    tier: core");
  });

  it("replaces the whole word", async () => {
    const { take } = await completeIn("a.events.yml", inEvent("    tier: exp‸eriment # soon\n"));
    assert.equal(lineWith(take("core"), "tier"), "    tier: core # soon");
  });

  it("offers teams, goals, events and columns by name", async () => {
    assert.deepEqual((await completeIn("a.events.yml", inEvent("    owner: ‸\n"))).labels, [
      "growth",
      "support",
    ]);
    assert.deepEqual((await completeIn("a.events.yml", inEvent("    goals: [‸]\n"))).labels, ["conversion"]);
    const others = { "b.events.yml": ordersSpec.replaceAll("order_", "other_") };
    const events = await completeIn(
      "a.events.yml",
      inEvent("    tests:\n      - follows: {event: ‸}\n"),
      others,
    );
    assert.deepEqual(events.labels, ["other_placed", "other_shipped"]);
    const columns = await completeIn(
      "a.events.yml",
      ordersSpec.replace("not_null: [customer_id, total]", "not_null: [‸]"),
    );
    assert.deepEqual(columns.labels.slice(0, 3), ["customer_id", "total", "coupon"]);
  });

  it("offers connections in the project file", async () => {
    const { labels } = await completeIn(
      "eventspec.yml",
      "connection: ‸\nconnections: {dev: {type: duckdb}}\n",
    );
    assert.deepEqual(labels, ["dev"]);
  });

  it("offers the settings of a connection's own type, the ones it can't do without first", async () => {
    const settings = async (lines: string) =>
      (await completeIn("eventspec.yml", `eventspec: 1\nconnections:\n  dev:\n${lines}`)).labels;
    const own = ["path", "database", "schema", "attach", "files", "artifacts"];
    assert.deepEqual(await settings("    type: duckdb\n    ‸\n"), [
      ...own,
      "max_bytes",
      "maxBytes",
      "functions",
    ]);
    assert.deepEqual((await settings("    ‸\n    type: bigquery\n    dataset: d\n")).slice(0, 3), [
      "project",
      "location",
      "keyfile",
    ]);
    const any = await settings("    ‸\n");
    assert.deepEqual([any[0], any.includes("path"), any.includes("http_path")], ["type", true, true]);
  });

  it("offers every type of connection, whatever stands there", async () => {
    const { labels } = await completeIn("eventspec.yml", "connections: {dev: {type: duck‸db}}\n");
    assert.deepEqual(labels.slice(0, 2), ["duckdb", "postgres"]);
  });

  it("offers true and false for a switch", async () => {
    const { labels } = await completeIn("eventspec.yml", "connections: {dev: {type: trino, ssl: ‸}}\n");
    assert.deepEqual(labels, ["true", "false"]);
  });
});

describe("completion of tables", () => {
  it("offers the catalog's tables, quoted where they must be", async () => {
    const { labels, take } = await completeIn("a.events.yml", "from: ‸\n");
    assert.deepEqual(labels, ["shop.orders", "shop.customers", "shop.plans", "main.Order Details"]);
    assert.equal(take("shop.orders"), "from: shop.orders\n");
    assert.equal(take("main.Order Details"), `from: main."Order Details"\n`);
  });

  it("replaces the whole dotted name", async () => {
    const { take } = await completeIn("a.events.yml", "from: shop.or‸\n");
    assert.equal(take("shop.orders"), "from: shop.orders\n");
  });

  it("offers them in joins and in queries", async () => {
    const join = await completeIn("a.events.yml", `${head}join:\n  - from: ‸\n`);
    assert.ok(join.labels.includes("shop.customers"));
    const query = await completeIn(
      "a.events.yml",
      "from:\n  sql: |\n    select *\n    from ‸\n  tables: {notes: shop.orders}\n",
    );
    assert.deepEqual(query.labels.slice(0, 2), ["notes", "shop.orders"]);
  });
});

describe("completion inside SQL", () => {
  it("offers a row's columns behind a quoted key, whether or not it is the first", async () => {
    for (const key of ['"Total"', "'Total'", "total", '"To: tal # x"'])
      for (const lines of [`      ${key}: o.‸\n      plain: o.\n`, `      plain: o.\n      ${key}: o.‸\n`]) {
        const { labels } = await completeIn(
          "a.events.yml",
          inEvent(`    at: o.ordered_at\n    properties:\n${lines}`),
        );
        assert.ok(labels.includes("order_id") && labels.includes("ordered_at"), `${key}: ${labels}`);
      }
  });

  it("offers only the alias's own columns after its dot", async () => {
    const { labels, items } = await completeIn("a.events.yml", inEvent("    at: o.‸\n"));
    assert.equal(labels.length, 9);
    assert.deepEqual(labels.slice(0, 3), ["order_id", "customer_id", "ordered_at"]);
    const column = items.find(({ label }) => label === "ordered_at");
    assert.equal(column?.detail, "TIMESTAMP");
    assert.match(column?.documentation ?? "", /checkout was confirmed[\s\S]*shop\.orders/);
  });

  it("offers aliases, columns and functions where nothing is typed", async () => {
    const { labels, take } = await completeIn(
      "a.events.yml",
      ordersSpec.replace("at: o.ordered_at", "at: ‸"),
    );
    assert.deepEqual(labels.slice(0, 2), ["o", "c"]);
    assert.ok(labels.includes("email") && labels.includes("date_trunc"));
    assert.equal(lineWith(take("email"), "c.email"), "    at: c.email");
  });

  it("quotes names that need it, in the scalar's own style", async () => {
    const plain = await completeIn("a.events.yml", inEvent("    properties:\n      x: o.‸\n"));
    assert.equal(lineWith(plain.take("Coupon Code"), "x:"), `      x: o."Coupon Code"`);
    assert.equal(lineWith(plain.take("order"), "x:"), `      x: o."order"`);
    const double = await completeIn("a.events.yml", inEvent(`    properties:\n      x: "o.‸"\n`));
    assert.equal(lineWith(double.take("Coupon Code"), "x:"), `      x: "o.\\"Coupon Code\\""`);
    const started = await completeIn("a.events.yml", inEvent(`    properties:\n      x: o."Cou‸\n`));
    assert.equal(lineWith(started.take("Coupon Code"), "x:"), `      x: o."Coupon Code"`);
    const alone = await completeIn("a.events.yml", "from: shop.orders\nevents:\n  x:\n    at: ‸\n");
    assert.equal(lineWith(alone.take("Coupon Code"), "at:"), `    at: '"Coupon Code"'`);
  });

  it("works in block scalars, flow maps and lists", async () => {
    const block = await completeIn(
      "a.events.yml",
      inEvent("    where: |\n      o.status = 'x'\n      and o.tot‸\n"),
    );
    assert.equal(lineWith(block.take("total_cents"), "and"), "      and o.total_cents");
    const flow = await completeIn("a.events.yml", inEvent("    at: {sql: o.‸, timezone: UTC}\n"));
    assert.equal(lineWith(flow.take("shipped_at"), "sql"), "    at: {sql: o.shipped_at, timezone: UTC}");
    const list = await completeIn("a.events.yml", inEvent("    once_per:\n      - o.‸\n"));
    assert.ok(list.labels.includes("customer_id"));
    const call = await completeIn("a.events.yml", inEvent("    properties: {x: coalesce(o.status, o.‸)}\n"));
    assert.ok(call.labels.includes("status"));
  });

  it("offers nothing inside text literals and comments of SQL", async () => {
    assert.deepEqual(
      (await completeIn("a.events.yml", inEvent("    where: o.status = 'can‸'\n"))).labels,
      [],
    );
    assert.deepEqual(
      (await completeIn("a.events.yml", inEvent("    where: |\n      true -- o.‸\n"))).labels,
      [],
    );
  });

  it("offers the rows before and after, where an event has some", async () => {
    const rows = (sql: string, more = "") =>
      completeIn(
        "a.events.yml",
        `${head}sequence: {per: o.customer_id, gap: 30 minutes}\n${inEvent(`    at: o.ordered_at\n${more}    properties:\n      status: o.status\n      before: ${sql}\n`).slice(head.length)}`,
      );
    // What speaks of other rows itself would have no end.
    assert.deepEqual((await rows("previous.‸")).labels.toSorted(), ["at", "status"]);
    const changes = "    changes: {value: o.status, per: o.customer_id}\n";
    assert.deepEqual((await rows("next.‸", changes)).labels.toSorted(), ["at", "status", "value"]);
    assert.deepEqual((await rows("sequence.‸")).labels.toSorted(), [
      "number",
      "number_in_session",
      "session",
      "session_at",
    ]);
    assert.ok((await rows("prev‸")).labels.includes("previous"));
    const { labels } = await completeIn("a.events.yml", inEvent("    properties:\n      before: prev‸\n"));
    assert.ok(!labels.includes("previous"));
  });

  it("knows items, and the virtual aliases of as-of joins and lookups", async () => {
    const items = await completeIn(
      "a.events.yml",
      `${head}for_each: {item: line, in: o.lines, position: n}\nevents:\n  x:\n    at: ‸\n`,
    );
    assert.deepEqual(items.labels.slice(0, 3), ["o", "line", "n"]);
    const asOf = await completeIn(
      "a.events.yml",
      `${head}join:\n  - from: shop.plans\n    as: p\n    as_of: {start: p.valid_from, at: event.‸}\n`,
    );
    assert.deepEqual(asOf.labels, ["at"]);
    const lookup = await completeIn(
      "eventspec.yml",
      "lookups:\n  plan:\n    parameters: [customer]\n    join:\n      - from: shop.plans\n        as: ph\n        on: ph.customer_id = param.‸\n",
    );
    assert.deepEqual(lookup.labels, ["customer"]);
  });

  it("speaks of the event's own columns in tests", async () => {
    const { labels } = await completeIn(
      "a.events.yml",
      ordersSpec.replace("{where: total < 0}", "{where: ‸}"),
    );
    assert.deepEqual(labels.slice(0, 2), ["customer_id", "total"]);
    assert.ok(!labels.includes("total_cents"));
  });

  it("reads the aliases of a query from the query itself", async () => {
    const { labels } = await completeIn(
      "a.events.yml",
      inEvent(
        "    reconcile:\n      - sql: select sum(r.‸) from report r\n        tables: {report: shop.orders}\n",
      ),
    );
    assert.ok(labels.includes("total_cents"));
  });
});

describe("snippets for new events", () => {
  it("come from the source's timestamps that no event uses yet", async () => {
    const completed = await completeIn(
      "a.events.yml",
      `${head}owner: growth\nevents:\n  order_placed:\n    at: o.ordered_at\n  ‸`,
    );
    assert.deepEqual(completed.labels, ["order_shipped", "new event"]);
    assert.match(
      completed.take("order_shipped"),
      /\$\{1:order_shipped\}:\n {2}description: .*\n {2}at: \$\{3:o\.shipped_at\}/,
    );
  });
});

describe("completion of patterns", () => {
  const label = "pattern: Refunds";

  it("offers whole specs where a document begins, after its keys", async () => {
    const { labels, items } = await completeIn("a.events.yml", "pat‸");
    assert.ok(labels.indexOf(label) > labels.indexOf("events"));
    assert.match(items.find((item) => item.label === label)?.filter ?? "", /chargeback/);
    const second = await completeIn("a.events.yml", `${head}events: {}\n---\n‸`);
    assert.ok(second.labels.includes(label));
  });

  it("offers none in a document that has keys, in an event, and in the project file", async () => {
    for (const [file, text] of [
      ["a.events.yml", `${head}‸`],
      ["a.events.yml", inEvent("    ‸")],
      ["eventspec.yml", "‸"],
    ] as const) {
      const { labels } = await completeIn(file, text);
      assert.ok(!labels.includes(label), text);
    }
  });

  it("inserts the pattern with its table to be typed over, and a team of the project as owner", async () => {
    const { take } = await completeIn("a.events.yml", "‸");
    const text = take(label);
    assert.match(text, /^from: \$\{1:billing\.payments\}$/m);
    assert.equal(text.match(/^owner: growth$/gm)?.length, 2);
    assert.match(text, /\n\$0$/);
  });
});
