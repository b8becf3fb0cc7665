import assert from "node:assert/strict";
import { updateFile } from "../../server/src/project/updateFile.ts";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { createCheckCache } from "../../server/src/rules/engine/cache.ts";
import { sqlParser } from "./findingsOf.ts";
import { shopProjectFile, shopWith } from "./shop.ts";

/** A project file whose lookup gives events a property of that type. */
const projectFile = (type: string): string =>
  shopProjectFile.replace(
    "lookups:\n",
    `lookups:
  customer_of:
    parameters: [customer]
    join: [{from: shop.customers, as: c, on: c.customer_id = param.customer}]
    properties:
      country: {sql: c.country, type: ${type}}
`,
  );
const head = "from: shop.orders\nas: o\nkey: o.order_id\n";
const files = {
  "eventspec.yml": projectFile("string"),
  "a.events.yml": `${head}lookups: {customer_of: {customer: o.customer_id}}\nevents:\n  order_placed: {at: o.ordered_at}\n`,
  "b.events.yml": `${head}events:\n  order_shipped:\n    at: o.shipped_at\n    properties: {country: {sql: o.total_cents, type: integer}}\n`,
};

describe("checking again when a lookup of the project file has changed", () => {
  it("compares with the properties that the lookup gives now", async () => {
    const options = { dialect: "duckdb", parser: await sqlParser() } as const;
    const cache = createCheckCache();
    let project = await shopWith(files);
    const conflicts = ["string", "integer", "string"].map((type) => {
      project = updateFile(project, "eventspec.yml", projectFile(type));
      const found = checkProject(project, { ...options, cache });
      assert.deepEqual(found, checkProject(project, options));
      return found.filter(({ rule }) => rule === "conflicting-property-type").map(({ file }) => file);
    });
    assert.deepEqual(conflicts, [["b.events.yml"], [], ["b.events.yml"]]);
  });
});
