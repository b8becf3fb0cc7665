import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { findingsOf } from "./findingsOf.ts";

const events = "as: q\nkey: q.id\nevents:\n  order_placed:\n    at: q.at\n";

/** What is said of braces in a text, and the text once they are mended. */
async function braces(text: string) {
  const all = (await findingsOf(text)).filter(
    ({ message }) => message === "There is no templating in this SQL.",
  );
  const [fix] = all.flatMap(({ fixes = [] }) => fixes);
  return { hints: all.map(({ hint }) => hint), fixed: fix && applyEdits(text, fix.edits) };
}

describe("dbt's braces in SQL", () => {
  it("become names that are declared beside the query, all at once", async () => {
    const { fixed } = await braces(
      `from:\n  sql: select o.* from {{ ref('orders') }} as o join {{ source('crm', 'deals') }} d on true join {{- ref('orders') -}} p on true\n${events}`,
    );
    assert.equal(
      fixed,
      `from:\n  sql: select o.* from orders as o join deals d on true join orders p on true\n  tables: {orders: ref('orders'), deals: "source('crm', 'deals')"}\n${events}`,
    );
    assert.deepEqual((await braces(fixed ?? "")).hints, []);
  });

  for (const [what, before, after] of [
    [
      "in a flow map",
      `from: {sql: "select * from {{ ref('orders') }}"}`,
      `from: {sql: "select * from orders", tables: {orders: ref('orders')}}`,
    ],
    [
      "in a block",
      "from:\r\n  sql: |\r\n    select *\r\n    from {{ ref('orders') }}",
      "from:\r\n  sql: |\r\n    select *\r\n    from orders\r\n  tables: {orders: ref('orders')}",
    ],
    [
      "beside tables",
      "from:\n  sql: select * from {{ ref('plans', v=2) }} join {{ ref('orders') }} on true\n  tables:\n    mine: ref('orders')",
      `from:\n  sql: select * from plans join mine on true\n  tables:\n    mine: ref('orders')\n    plans: "ref('plans', v=2)"`,
    ],
  ] as const)
    it(`are mended ${what}`, async () => {
      const end = before.includes("\r\n") ? events.replaceAll("\n", "\r\n") : events;
      const line = before.includes("\r\n") ? "\r\n" : "\n";
      const { fixed } = await braces(`${before}${line}${end}`);
      assert.equal(fixed, `${after}${line}${end}`);
    });

  it("are left where a name would mean two tables, or could not stand in SQL", async () => {
    const both = "select * from {{ ref('crm', 'orders') }} join {{ ref('orders') }} on true";
    assert.equal((await braces(`from:\n  sql: ${both}\n${events}`)).fixed, undefined);
    assert.equal(
      (await braces(`from:\n  sql: select * from {{ ref('my-orders') }}\n${events}`)).fixed,
      undefined,
    );
  });

  it("around a whole table are left out, with a comma in them, too", async () => {
    for (const table of ["ref('orders')", "source('crm', 'deals')", "ref('plans', v=2)"]) {
      const text = `from: {{ ${table} }}\n${events}`;
      const [found] = (await findingsOf(text)).filter(({ rule }) => rule === "yaml-syntax");
      assert.equal(found?.hint, `There is no templating here: write ${table}, without braces.`);
      assert.equal(applyEdits(text, found?.fixes?.[0]?.edits ?? []), `from: ${table}\n${events}`);
    }
  });

  it("get a sentence that says what to do instead", async () => {
    const hint = async (sql: string) => {
      const { hints, fixed } = await braces(
        `from: shop.orders\n${events}    where: ${JSON.stringify(sql)}\n`,
      );
      assert.equal(fixed, undefined);
      return hints.join();
    };
    assert.match(await hint("q.id in (select id from {{ ref('orders') }})"), /^Join the table/);
    assert.match(await hint("q.status = {{ var('status') }}"), /^Write the value itself/);
    assert.match(
      await hint("{{ dbt.date_trunc('day', 'q.at') }} > 1"),
      /^Only dbt runs Jinja.*`dbt compile`/,
    );
    const whole = await braces(`from:\n  sql: "{% if true %} select 1 {% endif %}"\n${events}`);
    assert.match(whole.hints.join(), /^Only dbt runs Jinja/);
  });
});
