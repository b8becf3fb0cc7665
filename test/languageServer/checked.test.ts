import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CompletionItem } from "vscode-languageserver/node";
import { type PreviewResult, requests } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { knowledgeStates, oneOf28Unreadable } from "../support/knowledgeStates.ts";
import { cursorIn, type LanguageClient, startClient } from "../support/languageClient.ts";

async function inServer(
  files: Readonly<Record<string, string | Uint8Array>>,
  trusted: boolean,
  work: (client: LanguageClient, open: (file: string) => Promise<string>) => Promise<void>,
): Promise<void> {
  const folder = await temporaryFolder(files);
  const client = await startClient({ folder: folder.path, trusted });
  try {
    await work(client, async (file) => {
      const text = await readFile(join(folder.path, file), "utf8");
      await client.open(file, text);
      return text;
    });
  } finally {
    await client.stop();
    await folder.remove();
  }
}

describe("the editor's status of a check that could not look at everything", function () {
  this.timeout(60_000);
  for (const { name, files, says } of knowledgeStates) {
    it(`says so: ${name}`, () =>
      inServer(files, true, async (client, open) => {
        await open("a.events.yml");
        const { unchecked = "" } = await client.status((status) => says.test(status.unchecked ?? ""));
        assert.match(unchecked, says);
      }));
  }

  it("says so in an untrusted workspace, whatever the connection", () =>
    inServer(oneOf28Unreadable(), false, async (client, open) => {
      await open("t3.events.yml");
      const { unchecked = "" } = await client.status((status) => status.unchecked !== undefined);
      assert.match(unchecked, /\(28 not known\), types were not\. This workspace is not trusted/);
    }));
});

describe("28 tables of which one can't be read, in the editor", function () {
  this.timeout(60_000);
  it("leave 27 to be checked, completed and previewed", () =>
    inServer(oneOf28Unreadable(), true, async (client, open) => {
      const text = await open("t3.events.yml");
      const { unchecked = "" } = await client.status(
        ({ checked, unchecked }) => checked?.unreadable === 1 && unchecked?.includes("types") === false,
      );
      assert.match(unchecked, /^Columns of 27 of 28 tables were checked \(1 unreadable\)\.$/);
      const typing = text.replace("at: o.at", "at: o.‸");
      await client.change("t3.events.yml", typing.replace("‸", ""));
      const items = await client.request<CompletionItem[]>("textDocument/completion", {
        textDocument: { uri: client.uri("t3.events.yml") },
        position: cursorIn(typing).position,
      });
      assert.deepEqual(items.map(({ label }) => label).slice(0, 2), ["id", "at"]);
      await client.change("t3.events.yml", text);
      const preview = (file: string, event: string) =>
        client.request<PreviewResult>(requests.preview, { uri: client.uri(file), event });
      const shown = await preview("t3.events.yml", "shop_t3_seen");
      assert.equal(shown.status === "rows" && shown.rows.length, 1, JSON.stringify(shown));
      await open("t7.events.yml");
      const refused = await preview("t7.events.yml", "shop_t7_seen");
      assert.match(refused.status === "failed" ? refused.message : "", /shop\.t7 can't be read/);
      await client.diagnostics("eventspec.yml", (found) =>
        found.some(({ code }) => code === "unreadable-table"),
      );
    }));
});
