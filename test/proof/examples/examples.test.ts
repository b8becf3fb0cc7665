import assert from "node:assert/strict";
import type { CheckResult } from "../../../server/src/proof/results.ts";
import { open } from "../../support/connections.ts";
import { exampleCatalog, exampleFiles, exampleVerdicts } from "../../support/exampleCases.ts";
import { projectOf } from "../../support/memoryProject.ts";
import { proveExamples } from "../../support/proveExamples.ts";

describe("examples", () => {
  let results: ReadonlyMap<string, CheckResult>;
  before(async () => {
    const connection = await open("duckdb", {});
    results = await proveExamples(
      await projectOf({ ...exampleFiles, ...exampleCatalog("duckdb") }),
      connection,
    );
    await connection.close();
  });

  it("are all run", () => {
    assert.deepEqual([...results.keys()].sort(), Object.keys(exampleVerdicts).sort());
  });

  for (const [name, [status, message, ...details]] of Object.entries(exampleVerdicts))
    it(`${status}: ${name}`, () => {
      const result = results.get(name);
      assert.equal(result?.status, status, [result?.message, ...(result?.details ?? [])].join("\n"));
      assert.match(result.message, message);
      if (status !== "error") assert.deepEqual(result.details ?? [], details);
    });

  it("tell twenty differences of many, and how many more", async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, at) => `            - {order_id: ${at}, ordered_at: 2026-01-05}\n`,
    );
    const spec = `from: shop.orders\nas: o\nkey: o.order_id\nevents:\n  order_placed:\n    at: o.ordered_at\n    examples:\n      - name: many\n        given:\n          shop.orders:\n${rows.join("")}        expect: []\n`;
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "many.events.yml": spec,
      ...exampleCatalog("duckdb"),
    });
    const connection = await open("duckdb", {});
    const many = (await proveExamples(project, connection).finally(() => connection.close())).get("many");
    assert.deepEqual([many?.status, many?.failing, many?.details?.length], ["failed", 1000, 21]);
    assert.equal(many?.details?.at(-1), "… 980 more");
  });
});
