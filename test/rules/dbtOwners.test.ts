import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { dbtShopManifest } from "../support/dbtShop.ts";
import { projectOf } from "../support/memoryProject.ts";
import { check } from "./findingsOf.ts";

const manifest = { "wh/target/manifest.json": dbtShopManifest() };

async function findings(
  rule: string,
  spec: string,
  others: Readonly<Record<string, string>> = manifest,
  more = "",
) {
  const project = await projectOf({
    "eventspec.yml": `eventspec: 1\nname: p\ndbt: {project: wh}\nteams: {growth: {email: growth@shop.example}, web: {}}\n${more}`,
    "a.events.yml": spec,
    ...others,
  });
  return (await check(project)).filter((each) => each.rule === rule);
}

const spec = (table: string, owner = "") =>
  `from: ${table}\nas: o\nkey: o.order_id\n${owner}events:\n  order_placed:\n    at: o.ordered_at\n`;

describe("owners that dbt knows", () => {
  it("own events as teams do: the groups of the project, not of its packages", async () => {
    const found = async (owner: string) =>
      (await findings("unknown-owner", spec("ref('orders')", `owner: ${owner}\n`))).map(
        ({ message, hint }) => `${message} ${hint}`,
      );
    assert.deepEqual(await found("finance"), []);
    assert.deepEqual(await found("growth"), []);
    assert.match(
      (await found("makers")).join(),
      /^No team is called "makers"\. .*"growth", "web", "finance"/,
    );
    assert.match((await found("finanze")).join(), /Did you mean "finance"\?$/);
  });

  it("are not called unknown while the manifest can't be read", async () => {
    const owned = spec("ref('orders')", "owner: finance\n");
    for (const [text, count] of [
      ["{", 0],
      [JSON.stringify({ metadata: { project_name: "shop" } }), 1],
    ] as const)
      assert.equal(
        (await findings("unknown-owner", owned, { "wh/target/manifest.json": text })).length,
        count,
      );
  });

  it("are offered for events over their tables, before other teams, and taken by nobody", async () => {
    const offered = async (table: string) => {
      const text = spec(table);
      const [found, ...others] = await findings("event-without-owner", text);
      assert.deepEqual(others, []);
      const [first] = found?.fixes ?? [];
      const fixes = found?.fixes?.map(({ title, preferred }) => `${title}${preferred ? " *" : ""}`);
      return { fixes, hint: found?.hint, fixed: first && applyEdits(text, first.edits) };
    };
    const orders = await offered("ref('orders')");
    assert.deepEqual(orders.fixes, [
      "Add owner: finance (owns ref('orders') in dbt) *",
      "Add owner: growth",
      "Add owner: web",
    ]);
    assert.match(orders.hint ?? "", /^"finance" owns ref\('orders'\) in dbt\. Name a team/);
    assert.match(orders.fixed ?? "", /\n {4}owner: finance\n/);
    assert.match(
      (await offered("marts.lines")).fixes?.[0] ?? "",
      /^Add owner: growth \(owns marts\.lines in dbt\) \*$/,
    );
    assert.deepEqual((await offered("ref('customers')")).fixes, [
      "Add owner: growth",
      "Add owner: web",
      "Add owner: finance",
    ]);
  });
});
