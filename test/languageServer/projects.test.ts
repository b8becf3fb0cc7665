import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CodeLens, CompletionItem } from "vscode-languageserver/node";
import { type CompileResult, requests } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { cursorIn, type LanguageClient, startClient } from "../support/languageClient.ts";

const spec = (owner: string): string =>
  `from: orders\nas: o\nkey: o.id\nowner: ${owner}\nevents:\n  order_placed:\n    at: o.at\n`;

describe("projects and files of a workspace", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;

  before(async () => {
    folder = await temporaryFolder({
      "a/eventspec.yml": "eventspec: 1\nname: a\nteams: {north: {}}\n",
      "a/orders.events.yml": spec("north"),
      "a/nested/eventspec.yml":
        "eventspec: 1\nname: nested\nteams: {south: {}}\nconnections: {pg: {type: postgres}}\n",
      "a/nested/orders.events.yml": spec("south"),
      "loose.events.yml": spec("anybody"),
    });
    client = await startClient({ folder: folder.path });
  });

  after(async () => {
    await client.stop();
    await folder.remove();
  });

  const unknownOwner = (file: string, expected: boolean) =>
    client.diagnostics(file, (all) => all.some(({ code }) => code === "unknown-owner") === expected);

  it("are told apart, the nearest project file counts", async () => {
    await client.open("a/orders.events.yml", spec("north"));
    await client.open("a/nested/orders.events.yml", spec("south"));
    await unknownOwner("a/orders.events.yml", false);
    await unknownOwner("a/nested/orders.events.yml", false);
    await client.change("a/nested/orders.events.yml", spec("north"));
    await unknownOwner("a/nested/orders.events.yml", true);
    const sql = (file: string) => client.request<CompileResult>(requests.compile, { uri: client.uri(file) });
    assert.equal((await sql("a/orders.events.yml")).dialect, "duckdb");
    assert.equal((await sql("a/nested/orders.events.yml")).dialect, "postgres");
  });

  it("are shown as they are on the disk when they are not open", async () => {
    await writeFile(join(folder.path, "a", "extra.events.yml"), spec("strangers"));
    const changed = (type: number) =>
      client.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: client.uri("a/extra.events.yml"), type }],
      });
    await changed(1);
    await unknownOwner("a/extra.events.yml", true);
    await rm(join(folder.path, "a", "extra.events.yml"));
    await changed(3);
    await client.diagnostics("a/extra.events.yml", (all) => all.length === 0);
  });

  it("follow what is typed into the project file", async () => {
    await client.change("a/orders.events.yml", spec("east"));
    await unknownOwner("a/orders.events.yml", true);
    await client.open("a/eventspec.yml", "eventspec: 1\nname: a\nteams: {north: {}, east: {}}\n");
    await unknownOwner("a/orders.events.yml", false);
  });

  it("need no project: a file alone has all features of the language", async () => {
    await client.open("loose.events.yml", spec("anybody"));
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", {
      textDocument: { uri: client.uri("loose.events.yml") },
    });
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ["Preview", "SQL", "Test"],
    );
  });

  it("need no file either", async () => {
    const uri = "untitled:Untitled-1";
    const { text, position } = cursorIn("from: orders\nevents:\n  order_placed:\n    ti‸\n");
    await client.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "event-spec", version: 1, text },
    });
    const found = await client.request<CompletionItem[]>("textDocument/completion", {
      textDocument: { uri },
      position,
    });
    assert.ok(found.some(({ label }) => label === "tier"));
  });

  it("switch to another connection of the project file", async () => {
    const file = "b/orders.events.yml";
    const project =
      "eventspec: 1\nname: b\nconnection: one\nconnections: {one: {type: duckdb}, two: {type: postgres}}\n";
    await client.open("b/eventspec.yml", project);
    await client.open(file, spec("x"));
    await client.status(({ project: name, connection }) => name === "b" && connection === "one");
    await client.request(requests.useConnection, { uri: client.uri(file), connection: "two" });
    const status = await client.status(({ connection }) => connection === "two");
    assert.deepEqual([status.dialect, status.connections], ["postgres", ["one", "two"]]);
  });
});
