import assert from "node:assert/strict";
import { drawTable, type TableCell } from "../../server/src/cli/table.ts";
import { displayWidth } from "../../server/src/document/displayWidth.ts";
import { remembering } from "../support/cli.ts";

const columns = [
  { name: "occurred_at", align: "left" },
  { name: "plant", align: "left" },
  { name: "total", align: "right" },
] as const;

const rows: readonly (readonly TableCell[])[] = [
  ["2025-01-05T09:00:00Z", "Pilea 🪴", "12.50"],
  ["2025-01-06T10:30:00Z", "日本もみじ", "109.00"],
  ["2025-01-07T11:00:00Z", null, "3.45"],
];

const draw = (width?: number, color = false): string =>
  drawTable(columns, rows, remembering(width === undefined ? {} : { columns: width, color }).output);

describe("drawTable", () => {
  it("lines up what is wide, and puts numbers on the right", () => {
    assert.equal(
      draw(),
      [
        "occurred_at           plant        total",
        "────────────────────  ──────────  ──────",
        "2025-01-05T09:00:00Z  Pilea 🪴     12.50",
        "2025-01-06T10:30:00Z  日本もみじ  109.00",
        "2025-01-07T11:00:00Z  null          3.45",
        "",
      ].join("\n"),
    );
  });

  it("narrows the widest text until the table fits the terminal, and no time or number", () => {
    const text = drawTable(
      [
        { name: "at", align: "left", firm: true },
        { name: "note", align: "left" },
        { name: "total", align: "right", firm: true },
      ],
      [["2025-01-05T09:00:00Z", "a long note about a plant", "1234567.89"]],
      remembering({ columns: 50 }).output,
    );
    assert.equal(text.split("\n")[2], "2025-01-05T09:00:00Z  a long note abo…  1234567.89");
  });

  it("leaves out columns that can't fit, and names them", () => {
    const lines = draw(24).trimEnd().split("\n");
    assert.equal(lines.at(-1), "… and total");
    for (const line of lines) assert.ok(displayWidth(line) <= 24, line);
  });

  it("leaves out what is optional before it narrows anything", () => {
    const { output } = remembering({ columns: 40 });
    const text = drawTable(
      [columns[0], columns[2], { name: "event_id", align: "left", optional: true }],
      [["2025-01-05T09:00:00Z", "12.50", "ddace20d7537b235be5f5ac6d841131a"]],
      output,
    );
    assert.equal(text.split("\n")[2], "2025-01-05T09:00:00Z  12.50");
    assert.match(text, /… and event_id\n$/);
  });

  it("fits any terminal from very narrow on", () => {
    for (let width = 6; width < 60; width += 1) {
      const lines = draw(width).trimEnd().split("\n");
      for (const line of lines.slice(0, 5)) assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
    }
  });

  it("dims missing values where colours are shown, so that they differ from a text", () => {
    assert.ok(draw(80, true).includes("\u001B[2mnull      \u001B[0m"));
    assert.ok(!draw(80, false).includes("\u001B"));
  });

  it("cuts a text that is very long, even into a file", () => {
    const text = drawTable([{ name: "note", align: "left" }], [["x".repeat(500)]], remembering().output);
    assert.ok(text.split("\n").every((line) => line.length <= 60));
  });
});
