import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver";
import { applied } from "../support/applied.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

const file = "orders.events.yml";
const untidy = `from: shop.orders
as: o
key:   o.id
events:
    order_placed: { at: o.at }
    order_paid:
        at:  o.paid_at
`;
const options = { tabSize: 2, insertSpaces: true };

describe("laying out in the editor", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  beforeEach(async () => {
    folder = await temporaryFolder({ "eventspec.yml": "eventspec: 1\nname: p\n" });
    client = await startClient({ folder: folder.path });
  });
  afterEach(async () => {
    await client.stop();
    await folder.remove();
  });

  const format = (method: string, more: object = {}) =>
    client.request<TextEdit[]>(`textDocument/${method}`, {
      textDocument: { uri: client.uri(file) },
      options,
      ...more,
    });

  it("changes the text as it is typed, from the first to the last character that differs", async () => {
    await client.open(file, untidy);
    const edits = await format("formatting");
    assert.equal(
      applied(untidy, edits),
      "from: shop.orders\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n  order_paid:\n    at: o.paid_at\n",
    );
    assert.deepEqual(edits[0]?.range.start, { line: 2, character: 5 });
  });

  it("of a selection changes its lines alone, and nothing where they alone would say something else", async () => {
    await client.open(file, untidy);
    const range = (line: number) => ({
      range: { start: { line, character: 0 }, end: { line, character: 3 } },
    });
    const edits = await format("rangeFormatting", range(2));
    assert.equal(applied(untidy, edits), untidy.replace("key:   o", "key: o"));
    assert.deepEqual(await format("rangeFormatting", range(0)), []);
  });

  it("leaves a broken text", async () => {
    await client.open(file, `${untidy}  x: [1\n`);
    assert.deepEqual(await format("formatting"), []);
    assert.deepEqual(
      await format("rangeFormatting", {
        range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      }),
      [],
    );
  });
});
