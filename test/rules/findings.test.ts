import assert from "node:assert/strict";
import { mark, marked } from "../support/markers.ts";
import { findingsOf } from "./findingsOf.ts";

/** A text whose `⟦…⟧` are the places that a rule should report, no more and no less. */
async function places(rule: string, text: string): Promise<void> {
  const source = marked(text).text;
  const found = (await findingsOf(source)).filter((finding) => finding.rule === rule);
  assert.equal(
    mark(
      source,
      found.map(({ span }) => span),
    ),
    text,
  );
}

const head = "from: shop.orders\nas: o\nkey: o.order_id\n";
const event = (rest: string, document = "") =>
  `${head}${document}events:\n  order_placed:\n    at: o.ordered_at\n${rest}`;

describe("what rules find", () => {
  it("columns, in the scope of aliases", () =>
    places(
      "unknown-column",
      event(
        `    where: o.status = 'x' and ⟦c.nope⟧ is null and ⟦x.status⟧ = 1 and first_name = 'a' and ⟦nope⟧ = 2
    properties:
      a: coalesce(c.email, ⟦o.email⟧)
      b: (select max(inner_column) from shop.customers)
      c: extract(year from o.ordered_at)
      d: ⟦shop.orders.total_cents⟧
`,
        `join:
  - from: shop.customers
    as: c
    on: c.customer_id = ⟦o.custmer_id⟧
`,
      ),
    ));

  it("columns in tests, which are the event's own", () =>
    places(
      "unknown-column",
      event(
        `    properties: {total: o.total_cents}
    tests:
      - rows: {where: total < 0 or ⟦total_cents⟧ < 0 or customer_id is null or occurred_at is null}
`,
        "entities: {customer: o.customer_id}\n",
      ),
    ));

  it("columns of lookups, their parameters and the event's time", async () => {
    const text = `# eventspec.yml
eventspec: 1
name: shop
lookups:
  country:
    parameters: [customer]
    join:
      - from: shop.customers
        as: c
        on: c.customer_id = param.customer and c.signed_up_at <= event.at and ⟦param.custmer⟧ = 1
    properties:
      country: {sql: ⟦c.contry⟧, description: Where the customer lives.}
`;
    await places("unknown-column", text);
  });

  it("names of the rows before and after, and what they have", async () => {
    await places(
      "unknown-column",
      event(
        `    where: ⟦previous.at⟧ is null
    properties:
      status: o.status
      before: {sql: previous.status, description: Status of the order before.}
      session: ⟦sequence.session⟧
      worth: ⟦next.value⟧
      late: event.at > previous.at and sequence.number > 1 and ⟦previous.total⟧ > 0
`,
        "sequence: {per: o.customer_id}\n",
      ),
    );
    await places("unknown-column", event("    properties: {before: ⟦previous.at⟧}\n"));
    await places(
      "unknown-column",
      event(
        "    changes: {value: o.status, per: o.customer_id}\n    properties: {before: previous.value, session: ⟦sequence.session⟧}\n",
        "sequence: {per: o.customer_id, gap: 1 day}\n",
      ),
    );
  });

  it("what rows before and after can't be asked for", async () => {
    await places(
      "broken-sequence",
      event(
        `    properties:
      before: previous.status
      before_that: ⟦coalesce(previous.before, '')⟧
      other: ⟦(select max(c.email) from shop.customers as c where c.signed_up_at > previous.at)⟧
`,
        "sequence: {per: o.customer_id}\nproperties: {status: o.status}\n",
      ),
    );
    await places("broken-sequence", event("", "properties: {before: ⟦previous.at⟧}\n"));
    await places(
      "broken-sequence",
      event(
        "    once_per: o.customer_id\n    properties: {before: ⟦next.at⟧}\n",
        "sequence: {per: o.customer_id}\n",
      ).replace("key: o.order_id\n", ""),
    );
  });

  it("no row before where a table has that name", () =>
    places(
      "broken-sequence",
      event(
        "    properties: {email: previous.email}\n",
        "join: {from: shop.customers, as: previous, on: previous.customer_id = o.customer_id}\n",
      ),
    ));

  it("no column where a table is unknown, or a query may have any", async () => {
    await places(
      "unknown-column",
      event("").replace("shop.orders", "elsewhere.orders").replace("o.order_id", "o.anything"),
    );
    await places(
      "unknown-column",
      `from: {sql: select * from x}\nas: q\nkey: q.id\nevents:\n  order_placed:\n    at: at\n`,
    );
  });

  it("items of lists, which may be used as they are", () =>
    places(
      "unknown-column",
      event(
        "    properties: {sku: line.sku, n: n, wrong: ⟦nn⟧}\n",
        "for_each: {item: line, in: o.status, position: n}\n",
      ),
    ));

  it("tables in sources, joins and queries", () =>
    places(
      "unknown-table",
      `from: {sql: select * from a, tables: {a: ⟦shop.nothing⟧, b: shop.orders}}
as: q
key: q.id
join:
  - {from: ⟦customer⟧, as: c, on: c.x = q.x}
  - {from: customers, as: d, on: d.customer_id = q.x}
events:
  order_placed: {at: q.at}
`,
    ));

  it("names in every style of event", () =>
    places(
      "event-name-style",
      `${head}events:
  ⟦Order Placed⟧: {at: o.ordered_at}
  ⟦order_place⟧: {at: o.ordered_at}
  ⟦placed⟧: {at: o.ordered_at}
  ⟦newsletter_feed⟧: {at: o.ordered_at}
  user_signed_up: {at: o.ordered_at}
  invoice_paid: {at: o.ordered_at}
  order_completed_tracked: {at: o.ordered_at}
  deal_closed:
    at: o.ordered_at
    variants: {by: o.status, names: {won: deal_won, lost: ⟦dealLost⟧}}
`,
    ));

  it("names of variants that another event has, on the later one", () =>
    places(
      "duplicate-event-name",
      `${head}events:
  deal_won: {at: o.ordered_at}
  deal_closed:
    at: o.ordered_at
    variants: {by: o.status, names: {won: ⟦deal_won⟧, lost: deal_lost}}
  ⟦Deal-Lost⟧: {at: o.ordered_at}
`,
    ));

  it("former names that another event has or had", () =>
    places(
      "reused-event-name",
      `${head}events:
  order_sent: {at: o.ordered_at, formerly: [Order Sent, ⟦order_paid⟧, order_gone, ⟦order_sent⟧]}
  order_paid: {at: o.ordered_at, formerly: [⟦order_gone⟧, order_settled]}
  order_closed:
    at: o.ordered_at
    variants: {by: o.status, names: {won: {event: order_won, formerly: [⟦order_lost⟧, order_won_once]}, lost: order_lost}}
`,
    ));

  it("personal data by the names of properties and columns", () =>
    places(
      "unclassified-personal-data",
      event(`    properties:
      ⟦contact⟧: c.email
      ⟦billing_address_2⟧: o.status
      ⟦EMail⟧: o.status
      ⟦customerName⟧: o.status
      email_count: o.total_cents
      is_email_verified: o.is_test
      email_domain: o.status
      email: {sql: o.status, privacy: public}
      phone: {sql: o.is_test, type: boolean}
      ip: {value: none}
      ship: o.status
      street_light: o.status
`),
    ));

  it("promises in the time, but not in a scheduled event", async () => {
    const at = (sql: string, more = "") => `${head}events:\n  order_placed:\n    at: ${sql}\n${more}`;
    for (const column of [
      "required_date",
      "RequiredDate",
      "due_at",
      "next_charge_at",
      "expected_on",
      "current_period_end",
    ]) {
      await places("future-time", at(`⟦o.${column}⟧`));
      await places("future-time", at(`o.${column}`, "    scheduled: true\n"));
    }
    for (const column of ["ordered_at", "requirement_changed_at", "nextel_at"])
      await places("future-time", at(`o.${column}`));
  });

  it("aggregates, but not over windows or in sub-queries", () =>
    places(
      "aggregate-in-expression",
      event(`    properties:
      a: ⟦max⟧(o.total_cents)
      b: sum(o.total_cents) over (partition by o.customer_id)
      c: (select count(*) from shop.customers)
      d: greatest(1, ⟦count⟧(*))
`),
    ));

  describe("SQL that YAML tears apart", () => {
    const torn = (text: string) => places("sql-lost-in-yaml", text);

    it("at commas", () =>
      torn(`${head.replace("o.order_id", "[⟦concat(o.order_id, o.status)⟧, o.status]")}events:
  order_placed:
    at: o.ordered_at
    properties: {total: ⟦coalesce(o.total_cents, 0)⟧, kind: ⟦concat(o.status, '(', o.currency)⟧, status: o.status}
`));

    it("at comments", () => torn(event("    where: ⟦o.status = 'ticket #1'⟧\n    link: o.status # fine\n")));

    it("at quotes", () =>
      torn(
        event(`    properties:
      channel: ⟦'web'⟧
      sale: {sql: ⟦"web shop"⟧}
      status: 'status'
      price: "o.total_cents / 100.0"
`),
      ));

    it("at commas of types, whatever stands behind them", async () => {
      const typed = (type: string) =>
        torn(event(`    properties:\n      total: {sql: o.total_cents, type: ${type}\n`));
      await typed("⟦decimal(12,2)⟧}");
      await typed("⟦list of decimal( 12 , 2 )⟧ }");
      await typed("⟦decimal(12,2)⟧, unit: EUR}");
      await typed("⟦decimal(12,2)⟧\n        }");
      await typed("⟦decimal(12,2)⟧ # with cents\n        }");
      await typed("⟦decimal(12,2)⟧");
    });

    it("at tags", () => torn(event("    where: ⟦!is_test⟧\n")));

    it("and says nothing else of the pieces", async () => {
      const entities = "entities: {customer: coalesce(o.customer_id, 0)}\n";
      const text = event("    properties: {total: coalesce(o.total_cents, 0)}\n", entities);
      const errors = (await findingsOf(text)).filter(({ severity }) => severity === "error");
      assert.deepEqual(
        errors.map(({ rule }) => rule),
        ["sql-lost-in-yaml", "sql-lost-in-yaml"],
      );
    });
  });

  it("secrets, without showing them", async () => {
    const secret = "AKIAIOSFODNN7EXAMPLE";
    const url = "postgres://me:hunter22@db.example/shop";
    const text = `# eventspec.yml
eventspec: 1
name: shop
connections:
  a: {type: postgres, host: x, password: ⟦'hunter2'⟧}
  b: {type: postgres, host: {env: H}, password: {env: P}, user: ⟦${secret}⟧}
# ⟦postgres://me:hunter22@⟧db.example/shop
`;
    await places("secret-in-project", text);
    const shown = JSON.stringify(await findingsOf(marked(text).text));
    for (const each of ["hunter2", secret, url]) assert.ok(!shown.includes(each));
  });
});
