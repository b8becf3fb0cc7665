import assert from "node:assert/strict";
import { dbtShopManifest } from "../support/dbtShop.ts";
import { mark } from "../support/markers.ts";
import { projectOf } from "../support/memoryProject.ts";
import { check } from "./findingsOf.ts";

/** Findings in a spec beside the dbt shop: its text with their places, and what they say. */
async function found(spec: string) {
  const project = await projectOf({
    "eventspec.yml": "eventspec: 1\nname: p\ndbt: {project: wh}\n",
    "wh/target/manifest.json": dbtShopManifest(),
    "a.events.yml": spec,
  });
  const all = (await check(project)).filter(({ rule }) => rule === "deprecated-table");
  const text = mark(
    spec,
    all.map(({ span }) => span),
  );
  const places = text.match(/⟦[^⟧]*⟧/g);
  return all.map(({ message, hint }, index) => [places?.[index], message, hint]);
}

const message = (name: string) => `${name} is deprecated in dbt: it may be gone from 2027-01-31 on.`;
const events = "events:\n  plan_chosen:\n    at: p.chosen_at\n";

describe("tables that dbt deprecates", () => {
  it("are found by every name, joined ones too; the latest version is named where it is another", async () => {
    const hint = "Read ref('plans'), its latest version; ask whoever owns it what changes.";
    assert.deepEqual(await found(`from: ref('plans', v=1)\nas: p\nkey: p.id\n${events}`), [
      ["⟦ref('plans', v=1)⟧", message("ref('plans', v=1)"), hint],
    ]);
    assert.deepEqual(
      await found(
        `from: ref('orders')\nas: p\nkey: p.id\njoin:\n  - from: ref('shop', 'plans', v=1)\n    as: q\n    on: q.id = p.id\n${events}`,
      ),
      [
        [
          "⟦ref('shop', 'plans', v=1)⟧",
          message("ref('shop', 'plans', v=1)"),
          "Read ref('shop', 'plans'), its latest version; ask whoever owns it what changes.",
        ],
      ],
    );
    assert.deepEqual(await found(`from: marts.plans_v1\nas: p\nkey: p.id\n${events}`), [
      [
        "⟦marts.plans_v1⟧",
        message("marts.plans_v1"),
        "Read what takes its place; ask whoever owns it what changes.",
      ],
    ]);
  });

  it("are told by their own names where a pattern finds them", async () => {
    const hint = "Read what takes its place; ask whoever owns it what changes.";
    assert.deepEqual(await found(`from: {union: [marts.plans_v*]}\nas: p\nkey: p.id\n${events}`), [
      ["⟦marts.plans_v*⟧", message("marts.plans_v1"), hint],
    ]);
  });

  it("are none where dbt gives no day", async () => {
    for (const table of ["ref('plans')", "ref('plans', v=2)", "ref('orders')", "source('raw', 'payments')"])
      assert.deepEqual(await found(`from: ${table}\nas: p\nkey: p.id\n${events}`), [], table);
  });
});
