/** Findings while an author types: they don't dance, and what is wrong in the end is said soon. */
import assert from "node:assert/strict";
import { setTimeout as pass } from "node:timers/promises";
import type { PublishDiagnosticsParams } from "vscode-languageserver/node";
import { notifications } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { cursorIn, type LanguageClient, startClient } from "../support/languageClient.ts";
import { onceMore } from "../support/onceMore.ts";

const project = `eventspec: 1
name: shop
timezone: UTC
teams: {growth: {}}
entities: {customer: {}}
connections: {files: {type: duckdb, files: {shop.orders: orders.csv}}}
`;
const csv = "id,customer_id,at,paid_at,total\n1,7,2026-01-01 10:00:00,2026-01-02 10:00:00,12.5\n";
const before = `from: shop.orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
`;
/** Eight lines, with two mistakes that are there when it is finished. */
const event = `  order_paid:
    description: The customer has paid.
    owner: grwth
    at: o.payed_at
    entities: {customer: o.customer_id}
    properties:
      total:
        sql: round(o.total, 2)
`;
const file = "orders.events.yml";
/** A fast typist's, so that typing never pauses. */
const betweenLetters = 15;

describe("an event of eight lines, typed letter by letter", function () {
  this.timeout(60_000);
  onceMore(this);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  const sets: string[] = [];
  let lastLetter = 0;

  beforeEach(async () => {
    folder = await temporaryFolder({ "eventspec.yml": project, "orders.csv": csv, [file]: before });
    client = await startClient({ folder: folder.path, trusted: true });
    await client.open(file, before);
    await client.status(({ checked, busy }) => checked?.types === true && busy === undefined);
    sets.length = 0;
    client.connection.onNotification(
      "textDocument/publishDiagnostics",
      ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        if (uri !== client.uri(file)) return;
        const set = diagnostics.map(({ code, message }) => `${code}: ${message}`).sort();
        if (JSON.stringify(set) !== sets.at(-1)) sets.push(JSON.stringify(set));
      },
    );
  });
  afterEach(async () => {
    await client.stop();
    await folder.remove();
  });

  async function type(text: string): Promise<void> {
    for (let typed = 1; typed <= text.length; typed++) {
      await client.change(file, before + text.slice(0, typed));
      lastLetter = Date.now();
      await pass(betweenLetters);
    }
  }

  it("changes its set of findings at most four times, and says within a second what is wrong", async () => {
    await type(event);
    const whole = (set = "") => /unknown-owner/.test(set) && /unknown-column/.test(set);
    while (!whole(sets.at(-1))) {
      assert.ok(Date.now() - lastLetter < 1000, `Not shown in time: ${sets.join("\n")}`);
      await pass(20);
    }
    assert.ok(sets.length <= 4, sets.join("\n"));
  });

  it("says nothing of what is being typed before there is a pause", async () => {
    await type(event.slice(0, event.indexOf("    entities")));
    assert.deepEqual(
      sets.filter((set) => /order_paid|grwth|payed/.test(set)),
      [],
    );
  });

  it("does not wait for the pause when the cursor leaves the event, but does while it stays there", async () => {
    await type(event);
    const move = (text: string) =>
      client.connection.sendNotification(notifications.cursor, {
        uri: client.uri(file),
        position: cursorIn(text).position,
      });
    await move(`${before}${event.replace("owner:", "owner‸:")}`);
    await client.request("textDocument/documentSymbol", { textDocument: { uri: client.uri(file) } });
    assert.equal(
      sets.some((set) => /grwth/.test(set)),
      false,
    );
    const left = Date.now();
    await move(`${before.replace("at: o.at", "at: o‸.at")}${event}`);
    await client.request("textDocument/documentSymbol", { textDocument: { uri: client.uri(file) } });
    assert.ok(sets.some((set) => /grwth/.test(set)) || Date.now() - left > 600, sets.join("\n"));
  });
});
