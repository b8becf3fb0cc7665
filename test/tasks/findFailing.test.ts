import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const projectFile = `eventspec: 1
connection: files
connections: {files: {type: duckdb, files: {orders: orders.csv}}}
entities: {customer: {}}
rules: {extends: minimal}
`;
/** Every value can be read as a number but that of the second row. */
const rows = "id,customer,placed_at,n\n1,a,2025-01-01T10:00:00,7\n2,b,2025-01-02T10:00:00,many\n";
const spec = `from: orders
as: o
key: o.id
loaded_at: o.placed_at
events:
  placed:
    at: o.placed_at
    where: o.id > 0
    entities: {customer: o.customer}
    properties: {total: o.id}
`;
const bad = "cast(o.n as integer)";
const following = (line: string, more: string) => spec.replace(line, `${line}\n    ${more}`);
const at = "    at: o.placed_at";

describe("an expression that fails on the rows themselves", () => {
  const places: readonly (readonly [where: string, text: string])[] = [
    ["where", spec.replace("where: o.id > 0", `where: ${bad} > 0`)],
    ["at", spec.replace(at, `    at: timestamp '2025-01-01' + to_days(${bad})`)],
    ["key", spec.replace("key: o.id", `key: ${bad}`)],
    ["property", spec.replace("total: o.id", `total: '${bad}'`)],
    ["entity", spec.replace("customer: o.customer", `customer: '${bad}'`)],
    ["revenue", following(at, `revenue: ${bad}`)],
    ["link", following(at, `link: ${bad}::text`)],
    ["changes.value", following(at, `changes: {value: '${bad}', per: o.customer}`)],
    ["changes.per", following(at, `changes: {value: o.n, per: '${bad}'}`)],
    ["once_per", following(at, `once_per: ${bad}`)],
    ["order_by", following(at, `order_by: ${bad}\n    once_per: o.customer`)],
    [
      "loaded_at",
      spec.replace("loaded_at: o.placed_at", `loaded_at: timestamp '2025-01-01' + to_days(${bad})`),
    ],
  ];
  for (const [place, text] of places) {
    it(`is named where it stands: ${place}`, async () => {
      assert.notEqual(text, spec);
      const folder = await temporaryFolder();
      try {
        await writeFile(join(folder.path, "eventspec.yml"), projectFile);
        await writeFile(join(folder.path, "orders.csv"), rows);
        await writeFile(join(folder.path, "a.events.yml"), text);
        const { code, stdout, stderr } = await runHere(["preview", "placed"], { cwd: folder.path });
        assert.equal(code, 1, stdout);
        const line = text.slice(0, text.indexOf(bad)).split("\n").length;
        assert.match(stderr, /sql-refused/);
        assert.match(stderr, /[Cc]onver|could not|'many'/);
        assert.match(stderr, new RegExp(`(^|\\D)${line}:\\d+`, "m"), `${line} in ${stderr}`);
      } finally {
        await folder.remove();
      }
    });
  }
});
