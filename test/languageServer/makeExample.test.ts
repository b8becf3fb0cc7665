import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { requests } from "../../server/src/editor/lsp/protocol.ts";
import type { MakeExampleParams, MakeExampleResult } from "../../server/src/editor/lsp/tests/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";

const file = "orders.events.yml";
const spec = `from: shop.orders\r
as: o\r
key: o.id\r
events:\r
  ordered:\r
    at: o.at\r
    properties: {who: {sql: o.who, privacy: personal}, note: o.note}\r
    examples:\r
      - {name: none, given: {shop.orders: []}, expect: []} # 🛒\r
  paid: {at: o.at}\r
`;
const files = {
  "eventspec.yml":
    "eventspec: 1\nname: p\nconnections: {files: {type: duckdb, files: {shop.orders: orders.csv}}}\n",
  [file]: spec,
  "orders.csv": "id,who,note,at\n1,ann,🛒 a,2026-01-05 10:00:00\n2,bob,b,2026-01-06 10:00:00\n",
};

describe("an example of a row in the editor", function () {
  this.timeout(60_000);
  const made = async (params: Partial<MakeExampleParams>, trusted = true) => {
    const folder = await temporaryFolder(files);
    const client = await startClient({ folder: folder.path, trusted });
    try {
      await client.open(file, spec);
      const asked = { uri: client.uri(file), event: "ordered", id: "newest", ...params };
      return (await client.connection.sendRequest(requests.makeExample, asked)) as MakeExampleResult;
    } finally {
      await client.stop();
      await folder.remove();
    }
  };
  const offsetOf = ({ line, character }: { line: number; character: number }) =>
    spec.split("\n").slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character;

  it("is one edit of the buffer, in its own line ends and list", async () => {
    const result = await made({});
    assert.ok(result.status === "made", JSON.stringify(result));
    const { name, masked, range, newText } = result;
    assert.deepEqual([name, masked], ["as it came at 2026-01-06T10:00:00Z", 1]);
    const span = { start: offsetOf(range.start), end: offsetOf(range.end) };
    const example = [
      `      - name: ${name}`,
      "        given:",
      "          shop.orders:",
      "            - {id: 2, who: p1, note: b, at: 2026-01-06T10:00:00}",
      "        expect:",
      "          - {occurred_at: 2026-01-06T10:00:00Z, who: p1, note: b}",
    ].join("\r\n");
    assert.equal(
      applyEdits(spec, [{ span, text: newText }]),
      spec.replace("# 🛒\r\n", `# 🛒\r\n${example}\r\n`),
    );
  });

  it("is refused with the reason", async () => {
    const reasons = [await made({ id: "1" }), await made({ event: "gone" }), await made({}, false)].map(
      (result) => (result.status === "refused" ? result.message : result.status),
    );
    assert.deepEqual(reasons, [
      'There is no event "ordered" with the id "1".',
      'There is no event "gone" in this file.',
      "Nothing is run in an untrusted workspace.",
    ]);
  });
});
