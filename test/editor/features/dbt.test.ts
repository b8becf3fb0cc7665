import assert from "node:assert/strict";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
import { dbtDeclarationAt, placeOfDeclaration } from "../../../server/src/editor/names/dbtDeclaration.ts";
import { dbtShopFiles } from "../../support/dbtShop.ts";
import { viewOf } from "../../support/fileView.ts";
import { mark, marked } from "../../support/markers.ts";
import { projectOf } from "../../support/memoryProject.ts";

const file = "shop.events.yml";

/** The view of a spec with a cursor, beside the dbt shop. */
async function at(input: string) {
  const { text, cursor } = marked(input);
  const project = await projectOf({
    ...dbtShopFiles,
    "eventspec.yml": "eventspec: 1\ndbt: {project: wh}\nteams: {growth: {}}\n",
    [file]: text,
  });
  return { view: viewOf(project, file), cursor };
}

const from = (table: string, rest = "") =>
  `from: ${table}\nas: o\nkey: o.order_id\nowner: growth\nevents:\n  order_placed:\n    at: o.ordered_at\n${rest}`;

describe("what dbt says, in the editor", () => {
  const hovered = async (input: string) => {
    const { view, cursor } = await at(input);
    return hover(view, cursor)?.markdown ?? "";
  };

  it("is shown of a table under the pointer", async () => {
    assert.equal(
      (await hovered(from("ref('or‸ders')"))).split("\n\n- ")[0],
      [
        "**wh.marts.orders**",
        "One row an *order*, as `doc('orders')` says.",
        "ref('orders') · `incremental` model · group `finance` · owner `Finance Team` (`finance@shop.example`) · tags `finance`",
        "rows differ in `order_id`",
        "read by `Weekly numbers` (dashboard)",
      ].join("\n\n"),
    );
    const payments = await hovered(from("source('raw', 'pay‸ments')"));
    assert.match(
      payments,
      /freshness: a warning after 12 hours, an error after 1 day · loaded at `_synced_at`/,
    );
    assert.match(payments, /source · owner `@payments`/);
    assert.match(
      await hovered(from("ref('pl‸ans', v=1)")),
      /\*\*Deprecated: it may be gone from 2027-01-31 on/,
    );
    assert.match(await hovered(from("marts.or‸ders")), /group `finance`/);
  });

  it("is shown of a column under the pointer, warnings as such", async () => {
    const property = (column: string) => from("ref('orders')", `    properties: {a: o.${column}}\n`);
    assert.match(
      await hovered(property("order‸_id")),
      /^\*\*order_id\*\*.*\n\nIts number\.\n\ndbt: unique · never null\n/,
    );
    assert.match(
      await hovered(property("sta‸tus")),
      /dbt: one of `paid`, `sent`, `3` · `dbt_utils\.not_empty_string`/,
    );
    assert.match(await hovered(property("customer‸_id")), /found in `ref\('customers'\)\.customer_id`/);
    assert.match(await hovered(property("em‸ail")), /dbt: tags `contains_pii`/);
    assert.match(
      await hovered(from("ref('orders')").replace("ordered_at", "order‸ed_at")),
      /never null \(a warning where not\)/,
    );
    assert.doesNotMatch(await hovered(property("shipped‸_at")), /dbt:/);
  });

  it("is shown of a name without a relation: why there is none", async () => {
    assert.match(await hovered(from("ref('in‸lined')")), /is ephemeral.*view or a table/);
    assert.match(
      await hovered(from("ref('orde‸r')")),
      /knows no model "order".*Did you mean ref\('orders'\)/,
    );
  });

  it("is shown of a group that owns", async () => {
    const markdown = await hovered(from("ref('orders')").replace("owner: growth", "owner: fin‸ance"));
    assert.equal(
      markdown,
      "**finance** _team_ · finance@shop.example · a group of dbt · owns the table in dbt",
    );
  });

  const declared = async (input: string) => {
    const { view, cursor } = await at(input);
    const found = dbtDeclarationAt(view, cursor);
    if (!found) return undefined;
    const path = found.path.replace("/project/", "");
    const text = dbtShopFiles[path] ?? "";
    const span = placeOfDeclaration(found, text);
    const line = mark(text, [span])
      .split(/\r?\n/)
      .find((each) => each.includes("⟦"));
    return `${path}: ${line?.trim()}`;
  };

  it("leads to the model, the seed, the source and the group", async () => {
    for (const [table, place] of [
      ["ref('or‸ders')", "wh/models/orders.sql: ⟧⟦select 1 as order_id"],
      ["marts.or‸ders", "wh/models/orders.sql: ⟧⟦select 1 as order_id"],
      ["ref('in‸lined')", "wh/models/inlined.sql: ⟧⟦select 1 as x"],
      ["ref('count‸ries')", "wh/seeds/countries.csv: ⟧⟦code"],
      ["source('raw', 'pay‸ments')", "wh/models/sources.yml: - name: ⟦payments⟧"],
      ["raw.payments‸_v3", "wh/models/sources.yml: - name: ⟦payments⟧"],
    ] as const)
      assert.equal(await declared(from(table)), place, table);
    const owned = from("ref('orders')").replace("owner: growth", "owner: fin‸ance");
    assert.equal(await declared(owned), "wh/models/groups.yml: - name: ⟦finance⟧");
  });

  it("leads nowhere for what dbt does not know, and out of the dbt project never", async () => {
    assert.equal(await declared(from("ref('oth‸er')")), undefined);
    assert.equal(await declared(from("ref('stray‸ed')")), undefined);
    assert.equal(await declared(from("ref('orders')").replace("growth", "gro‸wth")), undefined);
  });

  /** What is offered because dbt says so, and what the text is with the first of it. */
  const offered = async (input: string) => {
    const { view, cursor } = await at(input);
    const items = complete(view, cursor)
      .filter(({ detail = "" }) => /dbt/.test(detail))
      .sort((a, b) => a.rank - b.rank);
    const [first] = items;
    const { text } = view.document;
    return {
      items: items.map(({ label, detail }) => `${label}: ${detail}`),
      text: first && text.slice(0, first.span.start) + first.insert + text.slice(first.span.end),
    };
  };

  it("is offered as key: what tells rows apart, alone or together", async () => {
    const orders = await offered(
      "from: ref('orders')\nas: o\nkey: ‸\nevents:\n  order_placed:\n    at: o.ordered_at\n",
    );
    assert.deepEqual(orders.items, ["o.order_id: tells rows apart, says dbt"]);
    assert.match(orders.text ?? "", /\nkey: o\.order_id\n/);
    const lines = await offered("from: ref('lines')\nkey:‸\nevents:\n  line_added:\n    at: x\n");
    assert.match(lines.text ?? "", /\nkey: \[lines\.order_id, lines\.line_no\]\n/);
    const own = await offered(from("ref('orders')", "    key: ‸\n"));
    assert.match(own.text ?? "", /\n {4}key: o\.order_id\n/);
    assert.deepEqual((await offered(from("ref('orders')", "    once_per: {key: ‸}\n"))).items, []);
    assert.deepEqual((await offered(from("ref('days')", "    key: ‸\n"))).items, []);
  });

  it("is offered as the time of loading", async () => {
    const spec =
      "from: source('raw', 'payments')\nas: p\nkey: p.payment_id\nloaded_at: p‸\nevents:\n  paid: {at: p.paid_at}\n";
    const { items, text } = await offered(spec);
    assert.deepEqual(items, ["p._synced_at: loaded_at_field in dbt"]);
    assert.match(text ?? "", /\nloaded_at: p\._synced_at\n/);
  });

  it("is offered as values of a property that is the column, and of no other", async () => {
    const property = (sql: string, values: string) =>
      from(
        "ref('orders')",
        `    properties:\n      state:\n        sql: ${sql}\n        type: string\n        values: ${values}\n`,
      );
    const all = await offered(property("o.status", "‸"));
    assert.deepEqual(all.items, ["[paid, sent, '3']: all that are accepted by dbt's test"]);
    assert.match(all.text ?? "", /values: \[paid, sent, '3'\]/);
    const one = await offered(property("status", "[paid, ‸]"));
    assert.deepEqual(one.items, ["sent: accepted by dbt's test", "3: accepted by dbt's test"]);
    assert.deepEqual((await offered(property("upper(o.status)", "‸"))).items, []);
    assert.deepEqual((await offered(property("o.order_id", "‸"))).items, []);
    const number = property("o.status", "‸").replace("type: string", "type: integer");
    assert.deepEqual((await offered(number)).items, []);
  });

  it("is offered as consumers: what reads the table", async () => {
    const { items, text } = await offered(from("ref('orders')", "    consumers: [‸]\n"));
    assert.deepEqual(items, ["Weekly numbers: dashboard in dbt"]);
    assert.match(text ?? "", /consumers: \[Weekly numbers\]/);
    assert.deepEqual((await offered(from("ref('customers')", "    consumers: [‸]\n"))).items, []);
  });

  it("is offered as owner: who owns the table comes first", async () => {
    const { view, cursor } = await at(from("ref('orders')").replace("owner: growth", "owner: ‸"));
    const items = complete(view, cursor).sort((a, b) => a.rank - b.rank);
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ["finance", "finance@shop.example · a group of dbt · owns the table in dbt"],
        ["growth", undefined],
      ],
    );
  });
});
