import assert from "node:assert/strict";
import type { Connection } from "../../../server/src/warehouse/types.ts";
import { open } from "../../support/connections.ts";
import { exampleCatalog } from "../../support/exampleCases.ts";
import { projectOf } from "../../support/memoryProject.ts";
import { acceptedText } from "../../support/proveExamples.ts";

const spec = (examples: string) => `from: shop.orders
as: o
key: o.order_id
entities: {order: o.order_id}
events:
  order_placed:
    at: o.ordered_at
    properties: {note: o.note, total: o.total, details: {sql: o.details, type: json}, status: o.status}
    examples:
${examples}`;

const given = (indent: string) => `${indent}given:
${indent}  shop.orders:
${indent}    - {order_id: 1, ordered_at: 2026-01-05 10:00, note: "yes: 'a' # b", total: 12.50, details: '{"a": [1]}', status: "007"}
${indent}    - {order_id: 2, ordered_at: 2026-01-06 10:00, note: "null", total: 7}
`;

const filled = `          - {occurred_at: 2026-01-05T10:00:00Z, order_id: 1, note: 'yes: ''a'' # b', total: 12.50, details: '{"a": [1]}', status: '007'}
          - {occurred_at: 2026-01-06T10:00:00Z, order_id: 2, note: 'null', total: 7.00, details: null, status: null}`;

/** What stands after `given`, before and after; the columns that are named stay, and so do comments. */
const cases: readonly { title: string; before: string; after: string }[] = [
  {
    title: "changes cells where they stand",
    before: `        expect:
          # the first
          - {order: 1, total: 12.5, note: no} # kept
          - order: 2
            total: 8 # seven
            note:
`,
    after: `        expect:
          # the first
          - {order: 1, total: 12.5, note: 'yes: ''a'' # b'} # kept
          - order: 2
            total: 7.00 # seven
            note: 'null'
`,
  },
  {
    title: "adds rows with the columns that are named",
    before: "        expect:\n          - {order: 1, note: no, status: ~} # one\n        # end\n",
    after: `        expect:
          - {order: 1, note: 'yes: ''a'' # b', status: '007'} # one
          - {order: 2, note: 'null', status: null}
        # end
`,
  },
  {
    title: "takes rows away",
    before:
      "        expect:\n          - {order: 1}\n          # three\n          - {order: 3}\n          - {order: 2}\n",
    after: "        expect:\n          - {order: 1}\n          # three\n          - {order: 2}\n",
  },
  {
    title: "fills an empty list",
    before: "        expect: [] # none\n",
    after: `        expect:
${filled} # none
`,
  },
  {
    title: "fills what is not there yet",
    before: "        expect:\n",
    after: `        expect:
${filled}
`,
  },
  {
    title: "rewrites a list on one line",
    before: "        expect: [{order: 1}]\n",
    after: "        expect: [{order: 1}, {order: 2}]\n",
  },
];

describe("accepting what comes out of examples", () => {
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  const accept = async (text: string): Promise<string | undefined> => {
    const files = {
      "eventspec.yml": "eventspec: 1\nname: p\nentities: {order: {type: integer}}\n",
      "orders.events.yml": text,
      ...exampleCatalog("duckdb"),
    };
    return acceptedText(await projectOf(files), connection, "orders.events.yml");
  };

  for (const { title, before, after } of cases)
    for (const eol of ["\n", "\r\n"])
      it(`${title}${eol === "\n" ? "" : ", with CRLF"}`, async () => {
        const head = `      - name: one\n${given("        ")}`;
        const text = spec(`${head}${before}`).replaceAll("\n", eol);
        const accepted = await accept(text);
        assert.equal(accepted, spec(`${head}${after}`).replaceAll("\n", eol));
        assert.equal(await accept(accepted ?? ""), undefined, "nothing more to accept");
      });

  it("empties a list", async () => {
    const text = spec(
      "      - name: none\n        given: {shop.orders: []}\n        expect:\n          - {order: 1}\n          - {order: 2}\n",
    );
    const after = spec("      - name: none\n        given: {shop.orders: []}\n        expect: []\n");
    assert.equal(await accept(text), after);
  });

  it("writes examples in braces on one line", async () => {
    const text = spec(
      "      - {name: odd, given: {shop.orders: []},\n         expect:\n           [{order: 1}, {order: 1}]}\n      - {name: wrong, given: {}, expect: [{order: 1}]}\n",
    );
    const accepted = await accept(text);
    assert.equal(
      accepted,
      text.replace("\n           [{order: 1}, {order: 1}]", " []").replace("[{order: 1}]", "[]"),
    );
  });
});
