import assert from "node:assert/strict";
import { dbtDeclarationAt, placeOfDeclaration } from "../../../server/src/editor/features/dbtDeclaration.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
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
    assert.equal(markdown, "**finance** _team_ · finance@shop.example · a group of dbt");
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
});
