import assert from "node:assert/strict";
import type { PublishDiagnosticsParams } from "vscode-languageserver/node";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

const projectFile = "eventspec: 1\nname: shop\ntimezone: UTC\nteams: {growth: {}}\n";
const head = "from: shop.orders\nas: o\nkey: o.order_id\n";
const spec = (event: string, owner: string): string =>
  `${head}owner: ${owner}\nevents:\n  ${event}:\n    at: o.ordered_at\n`;
/** So long that checking it once takes longer than the pause after which a whole project is checked. */
const long = `${head}events:\n${Array.from({ length: 1000 }, (_, i) => `  thing_done_${i}: {at: o.ordered_at}\n`).join("")}`;

describe("findings while the author types faster than they are found", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  const published: PublishDiagnosticsParams[] = [];
  let wake = (): void => {};

  before(async () => {
    folder = await temporaryFolder({ "shop/eventspec.yml": projectFile, "other/eventspec.yml": projectFile });
    client = await startClient({ folder: folder.path });
    client.connection.onNotification(
      "textDocument/publishDiagnostics",
      (params: PublishDiagnosticsParams) => {
        published.push(params);
        wake();
      },
    );
  });
  after(async () => {
    await client.stop();
    await folder.remove();
  });

  /** All that has been published for a file, once its last findings fulfil a condition. */
  async function publishedFor(file: string, until: (messages: string) => boolean) {
    for (;;) {
      const found = published
        .filter(({ uri }) => uri === client.uri(file))
        .map(({ version, diagnostics }) => ({
          version,
          messages: diagnostics.map(({ message }) => message).join("\n"),
        }));
      if (until(found.at(-1)?.messages ?? "")) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  it("are those of the text that they are published for, never of an older one", async () => {
    const file = "shop/z.events.yml";
    await client.open("other/long.events.yml", long);
    await publishedFor("other/long.events.yml", (messages) => messages.length > 0);
    await client.open("shop/b.events.yml", spec("order_paid", "growth"));
    await client.open(file, spec("order_placed", "nobody1"));
    await publishedFor(file, (messages) => messages.includes("nobody1"));
    // The other file now says something about this one, which is found when the whole project is checked; that is due
    // while the server is busy with the long file, and this file's new text is waiting.
    const start = { line: 0, character: 0 };
    const edit = { range: { start, end: start }, text: "# edited\n" };
    await Promise.all([
      client.change("shop/b.events.yml", spec("order_placed", "growth")),
      client.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: client.uri("other/long.events.yml"), version: 2 },
        contentChanges: [edit],
      }),
      client.change(file, spec("order_placed", "nobody2")),
    ]);
    const all = await publishedFor(
      file,
      (messages) => messages.includes("nobody2") && messages.includes("twice"),
    );
    for (const { version, messages } of all)
      for (const [, owner] of messages.matchAll(/"nobody(\d)"/g)) assert.equal(owner, String(version));
  });
});
