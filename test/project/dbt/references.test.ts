import assert from "node:assert/strict";
import { readManifest } from "../../../server/src/project/dbt/manifest.ts";
import type { DbtReference } from "../../../server/src/project/dbt/references.ts";
import { indexOf, whyUnresolved } from "../../../server/src/project/dbt/references.ts";
import { parseTable } from "../../../server/src/spec/values.ts";

const model = (name: string, more: object = {}) => ({
  resource_type: "model",
  package_name: "shop",
  name,
  schema: "s",
  ...more,
});

const manifest = readManifest(
  JSON.stringify({
    metadata: { project_name: "shop" },
    nodes: {
      "model.shop.orders": model("orders"),
      "model.other.days": model("days", { package_name: "other" }),
      "model.shop.inlined": model("inlined", { config: { materialized: "ephemeral" } }),
      "model.shop.plans.v1": model("plans", { version: 1, latest_version: 2 }),
      "model.shop.plans.v2": model("plans", { version: 2, latest_version: 2 }),
      "test.shop.deals": { resource_type: "test", package_name: "shop", name: "deals" },
    },
    sources: {
      "source.shop.crm.deals": { resource_type: "source", source_name: "crm", name: "deals", schema: "crm" },
    },
    disabled: {
      "model.shop.off": [model("off")],
      "source.shop.crm.leads": [{ resource_type: "source", source_name: "crm", name: "leads" }],
      odd: "nothing",
    },
  }),
);

const why = (text: string) => {
  const table = parseTable(text);
  assert.ok(table && table.kind !== "relation" && manifest);
  const dbt = { folder: "/t", shown: "t", root: "/", place: { span: { start: 0, end: 0 } }, manifest };
  const { certain, message, hint, meant } = whyUnresolved(table as DbtReference, dbt);
  assert.equal(certain, true);
  return [message, meant ?? hint];
};

describe("a name that dbt does not resolve", () => {
  for (const [text, message, remedy] of [
    ["ref('ordrs')", /^dbt knows no model "ordrs"\.$/, /^ref\('orders'\)$/],
    ["ref('zzzzzzz')", /^dbt knows no model "zzzzzzz"\.$/, /^Models: orders, days, .*dbt parse/],
    ["ref('deals')", /^dbt knows no model "deals"\.$/, /^source\('crm', 'deals'\)$/],
    ["ref('shop', 'days')", /"shop" has no model "days"; "other" has one/, /^ref\('other', 'days'\)$/],
    ["ref('inlined')", /"inlined" is ephemeral/, /view or a table/],
    ["ref('off')", /"off" is disabled/, /Enable it/],
    ["ref('plans', v=3)", /"plans" has no version 3/, /It has 1, 2; the latest is 2/],
    ["ref('orders', v=1)", /"orders" has no version 1/, /^ref\('orders'\)$/],
    ["source('crm', 'deal')", /source "crm" has no table "deal"/, /^source\('crm', 'deals'\)$/],
    ["source('crm', 'leads')", /source "crm\.leads" is disabled/, /Enable it/],
    ["source('cmr', 'deals')", /no source "cmr\.deals"/, /^source\('crm', 'deals'\)$/],
    ["source('shop', 'orders')", /no source "shop\.orders"/, /^ref\('orders'\)$/],
  ] as const)
    it(`says why ${text} is none`, () => {
      const [said, mend] = why(text);
      assert.match(said ?? "", message);
      assert.match(mend ?? "", remedy);
    });

  it("is not judged where nothing is known", () => {
    const reference = { kind: "ref", model: "orders" } as const;
    assert.deepEqual([whyUnresolved(reference, undefined).certain], [false]);
    assert.match(whyUnresolved(reference, undefined).message, /no dbt project is named/);
  });

  it("leads to the newest version and the project's own models first", () => {
    assert.ok(manifest);
    const index = indexOf(manifest);
    assert.equal(index.get(JSON.stringify(["ref", null, "plans", null]))?.id, "model.shop.plans.v2");
  });
});
