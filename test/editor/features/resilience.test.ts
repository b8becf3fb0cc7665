import assert from "node:assert/strict";
import fc from "fast-check";
import { codeLenses } from "../../../server/src/editor/features/codeLenses.ts";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { documentSymbols } from "../../../server/src/editor/features/documentSymbols.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { updateFile } from "../../../server/src/project/updateFile.ts";
import { projectOf } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";

const file = "a.events.yml";
const names = ["order_placed", "order_paid", "order_shipped", "order_closed"];

const eventLines = (name: string): string => `  ${name}:
    description: What happened.
    at: o.ordered_at
    where: o.status <> 'x'
    properties:
      total: {sql: o.total_cents, type: integer}
      note: |
        case when o.status = 'a' then 1
        end
    tests:
      - not_null: [total]

`;

const text = `from: shop.orders
as: o
key: o.order_id
owner: growth
entities:
  customer: o.customer_id

events:
${names.map(eventLines).join("")}`;

/** What people type, and what hurts most: openers without an end, markers, breaks in the middle of a line. */
const garbage = fc.oneof(
  fc.constantFrom(
    ..."\"'{}[]|>&*!%@`#:,-?\t\n~",
    "- ",
    ": ",
    "? ",
    "---",
    "...",
    "{{",
    "\n  ",
    "\n      ",
    "&a",
    "*a",
    "é",
    "\u0000",
    "\ud83d",
  ),
  fc.string({ unit: fc.constantFrom(..."ab:- {}[]'\"|>\n #,&*!\\."), minLength: 1, maxLength: 8 }),
);

/** The events that a place does not belong to: neither to their lines nor to the line break before their name. */
function others(offset: number): string[] {
  const starts = names.map((name) => text.indexOf(`  ${name}:`));
  return names.filter((_, index) => {
    const start = (starts[index] ?? 0) - 1;
    return offset < start || offset > (starts[index + 1] ?? text.length + 1);
  });
}

describe("garbage typed at any place of a valid file", () => {
  let before: Project;

  beforeEach(async () => {
    before = await projectOf({ [file]: text });
  });

  it("never empties lenses, symbols and completion of the other events", () => {
    fc.assert(
      fc.property(garbage, fc.nat(text.length), (typed, offset) => {
        const damaged = text.slice(0, offset) + typed + text.slice(offset);
        const project = updateFile(before, file, damaged);
        const view = viewOf(project, file, { before: new Map([[file, before]]) });
        const lenses = new Set(codeLenses(view).map(({ event }) => event));
        const symbols = JSON.stringify(documentSymbols(view));
        for (const name of others(offset)) {
          assert.ok(lenses.has(name), `no lens for ${name}`);
          assert.ok(symbols.includes(`"name":"${name}"`), `no symbol for ${name}`);
          const at = damaged.indexOf("at: o.", damaged.indexOf(`  ${name}:`)) + "at: o.".length;
          assert.ok(complete(view, at).length > 0, `no completion in ${name}`);
        }
      }),
      {
        numRuns: 400,
        examples: [
          ["-", text.indexOf("  order_paid")],
          ["---", text.indexOf("    at: o")],
        ],
      },
    );
  });

  it("never makes completion fail, wherever the cursor is", () => {
    fc.assert(
      fc.property(garbage, fc.nat(text.length), fc.nat(text.length), (typed, offset, cursor) => {
        const project = updateFile(before, file, text.slice(0, offset) + typed + text.slice(offset));
        const view = viewOf(project, file, { before: new Map([[file, before]]) });
        for (const item of complete(view, cursor)) {
          assert.ok(item.span.start <= cursor && item.span.end >= cursor, "the edit holds the cursor");
        }
      }),
      { numRuns: 400 },
    );
  });
});
