import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { dbtManifest } from "../support/dbtManifest.ts";
import { projectOf } from "../support/memoryProject.ts";
import { check } from "./findingsOf.ts";

/** What is said of a spec beside a dbt project, and the spec after all fixes. */
async function found(spec: string) {
  const project = await projectOf({
    "eventspec.yml": "eventspec: 1\nname: p\ndbt: {project: .}\n",
    "target/manifest.json": dbtManifest("duckdb", [
      { name: "stg_orders" },
      { name: "orders", source: "raw" },
    ]),
    "a.events.yml": spec,
  });
  const all = (await check(project)).filter(({ rule }) => rule === "hard-coded-relation");
  const edits = all.flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.edits));
  return { messages: all.map(({ message }) => message), fixed: applyEdits(spec, edits) };
}

const events = "key: o.id\nevents:\n  order_placed: {at: o.placed_at}\n";

describe("tables that a spec names and dbt knows", () => {
  it("are named as dbt does by the fix, in sources and joins", async () => {
    const { messages, fixed } = await found(
      `from: raw.orders\nas: o\njoin:\n  - from: "main.stg_orders"\n    as: s\n    on: s.id = o.id\n${events}`,
    );
    assert.deepEqual(messages, [
      "raw.orders is source('raw', 'orders') in dbt.",
      "main.stg_orders is ref('stg_orders') in dbt.",
    ]);
    assert.match(fixed, /^from: source\('raw', 'orders'\)$/m);
    assert.match(fixed, /- from: "ref\('stg_orders'\)"$/m);
    assert.deepEqual((await found(fixed)).messages, []);
  });

  it("have no fix where a comma would end the text", async () => {
    const spec = `from: {sql: select * from o, tables: {o: raw.orders}}\nas: o\n${events}`;
    const { messages, fixed } = await found(spec);
    assert.equal(messages.length, 1);
    assert.equal(fixed, spec);
  });

  it("are none where a pattern finds them, which no name of dbt's can stand for", async () => {
    for (const from of ["{union: [raw.orders*]}", "{each: raw.ord*}"])
      assert.deepEqual((await found(`from: ${from}\nas: o\n${events}`)).messages, [], from);
  });

  it("are none where dbt knows no such table, or the spec says it already", async () => {
    for (const from of ["raw.others", "ref('stg_orders')", "source('raw', 'orders')"])
      assert.deepEqual((await found(`from: ${from}\nas: o\n${events}`)).messages, [], from);
  });
});
