import assert from "node:assert/strict";
import type { PreviewRows } from "../../client/src/panels/messages.ts";
import {
  cellText,
  mask,
  maskPersonal,
  rowAsJson,
  rowsAsTsv,
  rowsShown,
} from "../../client/src/panels/rows.ts";

const result: PreviewRows = {
  status: "rows",
  event: "order_placed",
  connection: "dev",
  sql: "select 1",
  columns: [
    { name: "email", type: "VARCHAR", typeInWords: "string", personal: true, technical: false },
    { name: "total", type: "DECIMAL(12,2)", typeInWords: "decimal(12,2)", personal: false, technical: false },
    { name: "note", type: "VARCHAR", typeInWords: "string", personal: false, technical: false },
  ],
  rows: [
    ["ada@shop.example", "12.50", 'two\tcells, "quoted"\n'],
    [null, null, null],
  ],
  truncated: false,
  elapsedMs: 3,
  countsUnasked: true,
};

describe("Rows of a preview", () => {
  it("mask personal values, and only those", () => {
    const masked = maskPersonal(result);
    assert.deepEqual(masked.rows[0], [mask, "12.50", 'two\tcells, "quoted"\n']);
    assert.deepEqual(masked.rows[1], [null, null, null]);
    assert.equal(JSON.stringify(masked).includes("ada@"), false);
  });

  it("mask personal values by whatever clocks moments are shown", () => {
    const rows = [["ada@shop.example", "2025-03-01T11:00:00+01:00", null]];
    const zoned: PreviewRows = { ...result, zoned: { zone: "Europe/Brussels", moments: ["total"], rows } };
    const masked = rowsShown(zoned, { personalShown: false, zoneShown: true });
    assert.deepEqual(masked.rows, [[mask, "2025-03-01T11:00:00+01:00", null]]);
    assert.equal(JSON.stringify(masked).includes("ada@"), false);
    const utc = rowsShown(zoned, { personalShown: false, zoneShown: false });
    assert.deepEqual(utc.rows[0]?.[1], "12.50");
    assert.equal(JSON.stringify(utc).includes("ada@"), false);
    assert.deepEqual(rowsShown(zoned, { personalShown: true, zoneShown: true }).rows, rows);
  });

  it("stay the same object when nothing is personal", () => {
    const plain = {
      ...result,
      columns: result.columns.map((column) => ({ ...column, personal: false, technical: false })),
    };
    assert.equal(maskPersonal(plain), plain);
  });

  it("copy as tab-separated text that a spreadsheet reads back", () => {
    assert.equal(
      rowsAsTsv(result),
      'email\ttotal\tnote\nada@shop.example\t12.50\t"two\tcells, ""quoted""\n"\n\t\t',
    );
  });

  it("copy as JSON with the columns as keys", () => {
    assert.deepEqual(JSON.parse(rowAsJson(result, 0)), {
      email: "ada@shop.example",
      total: "12.50",
      note: 'two\tcells, "quoted"\n',
    });
    assert.deepEqual(JSON.parse(rowAsJson(result, 9)), { email: null, total: null, note: null });
  });

  it("copy a cell as it is shown", () => {
    assert.equal(cellText(null), "");
    assert.equal(cellText({ a: 1 }), '{"a":1}');
    assert.equal(cellText(true), "true");
  });
});
