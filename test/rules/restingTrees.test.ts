import assert from "node:assert/strict";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import { projectOf } from "../support/memoryProject.ts";

describe("a check of a file without a finding", () => {
  it("does not ask for its tree, which would be read anew", async () => {
    const spec = "orders.events.yml";
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: shop\nentities: {order: {}}\nrules: {extends: minimal}\n",
      [spec]:
        "from: shop.orders\nkey: id\nevents:\n  order_placed:\n    at: placed_at\n    entities: {order: id}\n    properties:\n      total: {sql: total * 2, type: 'decimal(12,2)'}\n      tax:\n        type: decimal(12,2)\n        sql: tax::decimal(12,2)\n",
    });
    const document = project.documents.get(spec);
    assert.ok(document);
    const { documents } = document;
    let asked = 0;
    Object.defineProperty(document, "documents", {
      get: () => {
        asked++;
        return documents;
      },
    });
    const found = checkProject(project, { dialect: "duckdb", parser: await loadSqlParser() });
    assert.deepEqual(
      found.filter(({ file }) => file === spec),
      [],
    );
    assert.equal(asked, 0);
  });
});
