import assert from "node:assert/strict";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { runHere, shop } from "../support/cli.ts";
import { never, open } from "../support/connections.ts";
import { type Preview, readCheck, readPreview } from "../support/contracts.ts";

const schemas = ["shop", "finance", "support", "billing", "web"];
const files = Object.fromEntries(schemas.map((schema) => [`${schema}.*`, `data/${schema}/*.csv`]));

/** What somebody would count who knows the tables and has no event specs. */
const byHand: Readonly<Record<string, string>> = {
  customer_signed_up: "select count(*) from shop.customers where customer_id > 1",
  customer_converted: "select count(distinct customer_id) from shop.orders where not is_test",
  product_ordered: `select count(*) from shop.order_lines
    where order_id in (select order_id from shop.orders where not is_test)`,
  order_placed: "select sum(orders) from finance.daily_orders",
  order_paid: "select count(paid_at) from shop.orders where not is_test",
  order_shipped: "select count(shipped_at) from shop.orders where not is_test",
  order_delivered: "select count(delivered_at) from shop.orders where not is_test",
  order_cancelled: "select count(*) from shop.orders where not is_test and cancelled_at < '2100-01-01'",
  order_refunded: "select count(*) from shop.orders where not is_test and status = 'refunded'",
  subscription_started: "select count(*) from billing.subscriptions",
  subscription_cancelled: "select count(cancelled_at) from billing.subscriptions",
  subscription_upgraded: "select count(*) from billing.plan_history where change = 'upgrade'",
  subscription_downgraded: "select count(*) from billing.plan_history where change = 'downgrade'",
  ticket_opened: "select count(*) from support.tickets",
  ticket_rated: "select (select count(rating) from support.tickets) + (select count(*) from support.survey)",
  ticket_solved: `select count(*) from (
    select status, lag(status) over (partition by ticket_id order by changed_at) as before
    from support.ticket_history) where status = 'solved' and before is distinct from 'solved'`,
  ticket_reopened: `select count(*) from (
    select status, lag(status) over (partition by ticket_id order by changed_at) as before
    from support.ticket_history) where status = 'open' and before in ('solved', 'closed')`,
  checkout_started_tracked: "select count(*) from web.events where event = 'checkout_started'",
  order_completed_tracked: "select count(order_id) from web.events",
};

describe("the example shop", () => {
  let warehouse: Connection;
  before(async () => {
    warehouse = await open("duckdb", { files }, { projectRoot: shop });
    const { stdout } = await runHere([
      "compile",
      "--layout",
      "per_event",
      "--format",
      "json",
      "--project",
      shop,
    ]);
    const { relations } = JSON.parse(stdout) as { relations: { name: string; sql: string }[] };
    sqlOf = new Map(relations.map(({ name, sql }) => [name, sql]));
  });
  after(() => warehouse.close());

  const ask = async (sql: string): Promise<number> => {
    const { rows } = await warehouse.run(sql, { limit: 1, timeoutMs: 20_000 }, never());
    return Number(rows[0]?.[0]);
  };
  /** The SQL of each event by its name, as the command line gives it. */
  let sqlOf: ReadonlyMap<string, string>;
  const rowsOf = async (event: string) => {
    const args = ["preview", event, "--limit", "10000", "--format", "json", "--project", shop];
    const { code, stdout, stderr } = await runHere(args);
    assert.equal(code, 0, stderr);
    return readPreview(stdout).rows;
  };

  it("passes every check of the recommended rules", async () => {
    const { code, stdout, stderr } = await runHere(["check", "--format", "json", "--project", shop]);
    assert.equal(stderr, "");
    const { findings, events } = readCheck(stdout);
    assert.deepEqual(findings, []);
    assert.ok(events >= 12);
    assert.equal(code, 0);
  });

  for (const [event, sql] of Object.entries(byHand)) {
    it(`has as many ${event} as a query by hand counts, each with an id of its own`, async () => {
      const rows = `(${sqlOf.get(event)}) as x`;
      const expected = await ask(sql);
      assert.ok(expected > 0);
      assert.equal(await ask(`select count(*) from ${rows}`), expected);
      assert.equal(
        await ask(`select count(distinct event_id) from ${rows} where event = '${event}'`),
        expected,
      );
    });
  }

  it("has every event's time in the shop's own zone, across the change to summer time", async () => {
    const rows = await rowsOf("order_placed");
    const utc = await ask(
      `select count(*) from shop.orders where not is_test and ordered_at < '2025-03-30 02:00:00'`,
    );
    // Winter is one hour ahead of UTC, so the clocks change at 01:00 UTC.
    assert.equal(rows.filter((row) => String(row.occurred_at) < "2025-03-30T01:00:00").length, utc);
  });

  it("has the plan that was in force when a plant box was cancelled", async () => {
    const rows = await rowsOf("subscription_cancelled");
    assert.ok(rows.every((row) => ["sprout", "bloom", "jungle"].includes(String(row.plan))));
  });

  it("says of most checkouts which customer it was, by what else came from the same browser", async () => {
    const stream = ["preview", "--stream", "tracked_events", "--limit", "10000", "--format", "json"];
    const { stdout } = await runHere([...stream, "--project", shop]);
    const resolved = (JSON.parse(stdout) as Preview).rows.filter((row) => row.resolved);
    const unknown = "from web.events as e where customer_id is null";
    const owners = "select distinct visitor_id, customer_id from web.events where customer_id is not null";
    // No browser is used by two customers, so each customer's time there is open: with an end that must come later there is none.
    assert.equal(await ask(`select count(*) - count(distinct visitor_id) from (${owners})`), 0);
    const known = await ask(
      `select count(*) ${unknown} and visitor_id in (select visitor_id from (${owners}))`,
    );
    assert.deepEqual([await ask(`select count(*) ${unknown}`), known, resolved.length], [274, 265, 265]);
    assert.ok(resolved.every((row) => row.event === "checkout_started_tracked" && row.customer_id !== null));
  });

  it("passes its own tests but for one parcel that came before it was shipped", async () => {
    const { code, stdout, stderr } = await runHere(["test", "--format", "json", "--project", shop]);
    assert.equal(stderr, "");
    assert.equal(code, 1);
    const { results, counts } = JSON.parse(stdout) as {
      results: {
        event: string;
        kind: string;
        status: string;
        failing?: number;
        message: string;
        details?: string[];
      }[];
      counts: Record<string, number>;
    };
    assert.deepEqual([counts.failed, counts.error, counts.skipped], [1, 0, 0]);
    const [failed] = results.filter(({ status }) => status === "failed");
    assert.deepEqual([failed?.event, failed?.kind, failed?.failing], ["order_delivered", "follows", 1]);
    const of = (wanted: string) =>
      results.find(({ event, kind }) => event === "order_placed" && kind === wanted);
    assert.equal(of("reconcile")?.message, "Each of 181 days agrees: 825 in all.");
    const causes = (of("tracked_as")?.details ?? []).filter((line) => line.startsWith("- "));
    assert.deepEqual(
      causes.map((line) => line.slice(2).replace(/: .*/, "")),
      ["payment_method = paypal", "channel = phone", "2025-06-11 to 2025-06-12"],
    );
  });

  it("compiles its streams", async () => {
    const { code, stdout } = await runHere(["compile", "--format", "json", "--project", shop]);
    assert.equal(code, 0);
    const { relations } = JSON.parse(stdout) as {
      relations: { name: string; layout: string; events: string[]; sql: string }[];
    };
    assert.deepEqual(
      relations.map(({ name, layout }) => [name, layout]),
      [
        ["customer_events", "narrow"],
        ["tracked_events", "narrow"],
        ["order_events", "wide"],
      ],
    );
    for (const { events, sql } of relations) {
      assert.ok(events.length > 1);
      assert.ok((await ask(`select count(*) from (${sql.replace(/;\s*$/, "")}) as x`)) > 1000);
    }
  });
});
