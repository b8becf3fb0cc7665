import assert from "node:assert/strict";
import fc from "fast-check";
import { asText, type CellKind, cellKind, compareCells } from "../../client/src/webview/cells.ts";
import type { Cell } from "../../server/src/warehouse/types.ts";

const kindOf = (type: string) => cellKind({ name: "c", type });
const sorted = (cells: Cell[], kind: CellKind) => [...cells].sort((a, b) => compareCells(a, b, kind));

describe("Cells of the grid", () => {
  it("are numbers, times, texts or nested values, by the engine's own type", () => {
    const numbers = [
      "INTEGER",
      "DECIMAL(12,2)",
      "HUGEINT",
      "double precision",
      "int8",
      "numeric",
      "UInt64",
      "Nullable(Float64)",
      "real",
    ];
    const times = ["TIMESTAMP WITH TIME ZONE", "date", "DateTime64(3)", "time"];
    const nested = [
      "JSON",
      "STRUCT(a INTEGER)",
      "INTEGER[]",
      "jsonb",
      "Array(String)",
      "MAP(VARCHAR, INTEGER)",
      "list of integer",
    ];
    for (const type of numbers) assert.equal(kindOf(type), "number", type);
    for (const type of times) assert.equal(kindOf(type), "time", type);
    for (const type of nested) assert.equal(kindOf(type), "json", type);
    for (const type of ["VARCHAR", "text", "uuid", "interval"]) assert.equal(kindOf(type), "text", type);
    assert.equal(kindOf("BOOLEAN"), "boolean");
  });

  it("sort moments by when they are, whatever the clocks show", () => {
    const autumn = [
      "2025-10-26T02:30:00+01:00",
      "2025-10-26T02:45:00+02:00",
      null,
      "2025-10-26T01:00:00+02:00",
    ];
    assert.deepEqual(sorted(autumn, "time"), [autumn[3], autumn[1], autumn[0], null]);
  });

  it("sort numbers by value, however long, and nulls last", () => {
    const cells = ["9007199254740993", 10, null, "9007199254740992", "-1.50", "-1.5001", 9];
    assert.deepEqual(sorted(cells, "number"), [
      "-1.5001",
      "-1.50",
      9,
      10,
      "9007199254740992",
      "9007199254740993",
      null,
    ]);
  });

  it("sort text as text", () => {
    assert.deepEqual(sorted(["b", null, "a", "B"], "text"), ["B", "a", "b", null]);
  });

  it("compare without contradiction", () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.bigInt().map(String),
      fc.double({ noNaN: true }),
      fc.string(),
    );
    fc.assert(
      fc.property(cell, cell, (a, b) => {
        const [there, back] = [compareCells(a, b, "number"), compareCells(b, a, "number")];
        assert.equal(Math.sign(there), there === 0 ? 0 : -Math.sign(back));
      }),
    );
  });

  it("show lists and objects as JSON", () => {
    assert.equal(asText({ a: [1, null] }), '{"a":[1,null]}');
    assert.equal(asText("a\nb"), "a\nb");
    assert.equal(asText(false), "false");
  });
});
