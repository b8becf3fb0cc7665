import assert from "node:assert/strict";
import type { Hover } from "vscode-languageserver/node";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

const file = "long.events.yml";
const events = Array.from(
  { length: 3000 },
  (_, n) => `  order_placed_${n}:
    description: Order ${n} was placed.
    at: o.ordered_at
    owner: growth
    where: o.kind = ${n}
    properties:
      total:
        sql: o.total_cents / 100.0
        type: decimal(12,2)
        description: With tax.
`,
);
const text = `from: shop.orders\nas: o\nkey: o.order_id\nevents:\n${events.join("")}`;

describe("a file of 30,000 lines that is being checked", function () {
  this.timeout(120_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  before(async () => {
    folder = await temporaryFolder({
      "eventspec.yml": "eventspec: 1\nname: long\nrules: {extends: recommended}\n",
      [file]: text,
    });
    client = await startClient({ folder: folder.path });
    await client.open(file, text);
    await client.status(({ checked }) => checked !== undefined);
  });
  after(async () => {
    await client.stop();
    await folder.remove();
  });

  const hover = () =>
    client.request<Hover | null>("textDocument/hover", {
      textDocument: { uri: client.uri(file) },
      position: { line: 6, character: 6 },
    });
  const hasTypo = (found: readonly { code?: unknown }[]) => found.some(({ code }) => code === "unknown-key");

  it("lets hovers be answered meanwhile", async () => {
    let isChecked = false;
    await client.change(file, `${text}    wehre: true\n`);
    const checked = client.diagnostics(file, hasTypo).then(() => {
      isChecked = true;
    });
    let answered = 0;
    while (!isChecked) {
      assert.ok(await hover());
      if (!isChecked) answered++;
    }
    await checked;
    // One could be answered before the check begins.
    assert.ok(answered > 1, `${answered} hovers`);
  });

  it("is given up for a newer text, of which all is said", async () => {
    await client.change(file, `${text}    wehre: true\n`);
    await hover();
    await client.change(file, text);
    const found = await client.diagnostics(file, (diagnostics) => !hasTypo(diagnostics));
    await client.change(file, `${text}    wehre: true\n    owenr: growth\n`);
    const after = await client.diagnostics(file, hasTypo);
    assert.equal(after.filter(({ code }) => code === "unknown-key").length, 2);
    assert.ok(found.length < after.length);
  });
});
