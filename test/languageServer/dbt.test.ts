import assert from "node:assert/strict";
import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Location } from "vscode-languageserver";
import { FileChangeType } from "vscode-languageserver/node";
import { temporaryFolder } from "../support/connections.ts";
import { dbtShopFiles } from "../support/dbtShop.ts";
import { startClient } from "../support/languageClient.ts";

const node = { resource_type: "model", package_name: "wh", name: "orders", schema: "marts" };
const manifest = (name: string) =>
  JSON.stringify({ metadata: { project_name: "wh" }, nodes: { m: { ...node, name } } });

const files = {
  "eventspec.yml": "eventspec: 1\nname: p\nrules: {extends: minimal}\ndbt: {project: wh}\n",
  "a.events.yml": "from: ref('orders')\nas: o\nkey: o.id\nevents: {order_placed: {at: o.at}}\n",
  "wh/target/manifest.json": manifest("orders"),
};

describe("dbt's artefacts in the editor", function () {
  this.timeout(60_000);
  it("are read again when dbt writes them; what is half-written changes nothing but says so", async () => {
    const folder = await temporaryFolder(files);
    const client = await startClient({ folder: folder.path, trusted: true });
    const path = join(folder.path, "wh/target/manifest.json");
    const changed = (type: FileChangeType) =>
      client.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: client.uri("wh/target/manifest.json"), type }],
      });
    const messages = async (file: string, wanted: (all: string[]) => boolean) =>
      (await client.diagnostics(file, (found) => wanted(found.map(({ message }) => String(message))))).map(
        ({ message }) => String(message),
      );
    try {
      await client.open("eventspec.yml", await readFile(join(folder.path, "eventspec.yml"), "utf8"));
      await client.open("a.events.yml", files["a.events.yml"]);
      assert.deepEqual(await messages("a.events.yml", () => true), []);

      await writeFile(path, manifest("orders").slice(0, 40));
      await changed(FileChangeType.Changed);
      const said = await messages("eventspec.yml", (all) => all.length > 0);
      assert.match(said.join(), /half-written.*What it said last is used/);
      assert.deepEqual(await messages("a.events.yml", () => true), []);

      await rm(path);
      await changed(FileChangeType.Deleted);
      await messages("eventspec.yml", (all) =>
        /There is no dbt manifest.*What it said last is used/.test(all.join()),
      );

      await writeFile(path, manifest("payments"));
      await changed(FileChangeType.Created);
      const wrong = await messages("a.events.yml", (all) => all.length > 0);
      assert.match(wrong.join(), /dbt knows no model "orders"/);
    } finally {
      await client.stop();
      await folder.remove();
    }
  });
});

describe("going to what dbt declares", function () {
  this.timeout(60_000);
  const spec = (table: string) => `from: ${table}\nas: o\nkey: o.id\nevents: {order_placed: {at: o.at}}\n`;

  it("opens its file at the place of the name; a file that is gone, or a link out of the project, is none", async () => {
    const secret = await temporaryFolder({ "days.sql": "select 1" });
    const folder = await temporaryFolder({
      ...dbtShopFiles,
      "eventspec.yml": "eventspec: 1\nname: p\nrules: {extends: minimal}\ndbt: {project: wh}\n",
      "a.events.yml": spec("ref('orders')"),
      "wh/dbt_packages/calendar/models/other.sql": "select 1",
    });
    await symlink(
      join(secret.path, "days.sql"),
      join(folder.path, "wh/dbt_packages/calendar/models/days.sql"),
    );
    const client = await startClient({ folder: folder.path, trusted: true });
    const found = async (table: string) => {
      await client.change("a.events.yml", spec(table));
      const at = { textDocument: { uri: client.uri("a.events.yml") }, position: { line: 0, character: 12 } };
      const places = await client.request<Location[]>("textDocument/definition", at);
      return places.map(({ uri, range }) => `${uri.slice(client.uri("").length)}:${range.start.line}`);
    };
    try {
      await client.open("a.events.yml", spec("ref('orders')"));
      assert.deepEqual(await found("ref('orders')"), ["wh/models/orders.sql:0"]);
      assert.deepEqual(await found("source('raw', 'payments')"), ["wh/models/sources.yml:6"]);
      assert.deepEqual(await found("ref('countries')"), ["wh/seeds/countries.csv:0"]);
      assert.deepEqual(await found("ref('customers')"), [], "its file is gone");
      assert.deepEqual(await found("ref('days')"), [], "it leads out of the project");
    } finally {
      await client.stop();
      await folder.remove();
      await secret.remove();
    }
  });
});
