/** Whatever changes on disk, what is shown is true soon after, without a restart. */
import assert from "node:assert/strict";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CodeLens, CompletionItem } from "vscode-languageserver/node";
import { type PreviewResult, requests, type Status } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { cursorIn, type LanguageClient, startClient } from "../support/languageClient.ts";
import { onceMore } from "../support/onceMore.ts";

const created = 1;
const changed = 2;
const deleted = 3;

const projectFile = (files: string, teams = "growth"): string =>
  `eventspec: 1\nname: shop\ntimezone: UTC\nteams: {${teams}: {}}\nconnections: {files: {type: duckdb, files: {shop.orders: ${files}}}}\n`;
const spec = (at = "o.at", owner = "growth"): string =>
  `from: shop.orders\nas: o\nkey: o.id\nowner: ${owner}\nevents:\n  order_placed:\n    at: ${at}\n`;
const csv = (columns = "id,at"): string => `${columns}\n1,2026-01-01 10:00:00\n2,2026-01-02 10:00:00\n`;

const capabilities = {
  textDocument: { publishDiagnostics: { versionSupport: true } },
  workspace: { workspaceFolders: true, codeLens: { refreshSupport: true } },
};

/** A project with one file of data, open in an editor, and what a watching client does. */
async function watching(
  files: Readonly<Record<string, string>>,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const folder = await temporaryFolder(files);
  const client = await startClient({ folder: folder.path, trusted: true, capabilities });
  try {
    await work(worldOf(client, folder.path));
  } finally {
    await client.stop();
    await folder.remove();
  }
}

/** Milliseconds after which what is shown must be true. */
const inTime = 2000;

function soon<T>(shown: Promise<T>, describe: () => string): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not shown in time. ${describe()}`)), inTime);
  });
  return Promise.race([shown, late]).finally(() => clearTimeout(timer));
}

type World = ReturnType<typeof worldOf>;

function worldOf(client: LanguageClient, folder: string) {
  const tell = (file: string, type: number) =>
    client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: client.uri(file), type }],
    });
  return {
    client,
    folder,
    tell,
    write: async (file: string, text: string, type = changed) => {
      await mkdir(join(folder, file, ".."), { recursive: true });
      await writeFile(join(folder, file), text);
      await tell(file, type);
    },
    remove: async (file: string) => {
      await rm(join(folder, file), { recursive: true });
      await tell(file, deleted);
    },
    /** Waits until a file's findings are of these rules, in any order, governance apart. */
    rules: (file: string, ...rules: readonly string[]) => {
      let last = "";
      const are = (codes: readonly string[]) => {
        last = codes.filter((code) => !code.startsWith("event-without-")).join();
        return last === rules.toSorted().join();
      };
      const found = client.diagnostics(file, (all) => are(all.map(({ code }) => String(code)).sort()));
      return soon(found, () => `${file}: ${last} instead of ${rules.join()}`);
    },
    /** Waits until the status is such. */
    status: (is: (status: Status) => boolean) => {
      let last: Status | undefined;
      const found = client.status((status) => {
        last = status;
        return is(status);
      });
      return soon(found, () => JSON.stringify(last));
    },
    columns: async (file: string, text: string): Promise<string[]> => {
      await client.change(file, cursorIn(text).text);
      const items = await client.request<CompletionItem[]>("textDocument/completion", {
        textDocument: { uri: client.uri(file) },
        position: cursorIn(text).position,
      });
      return items.map(({ label }) => label).slice(0, 2);
    },
    lenses: async (file: string): Promise<string[]> => {
      const found = await client.request<CodeLens[]>("textDocument/codeLens", {
        textDocument: { uri: client.uri(file) },
      });
      return found.map(({ command }) => command?.title ?? "");
    },
    preview: (file: string) =>
      client.request<PreviewResult>(requests.preview, { uri: client.uri(file), event: "order_placed" }),
  };
}

const whole = ({ checked, busy }: Status): boolean => checked?.types === true && busy === undefined;
const shop = { "eventspec.yml": projectFile("data/orders.csv"), "data/orders.csv": csv() };
const file = "orders.events.yml";

describe("the language server, when files change on disk", function () {
  this.timeout(60_000);
  onceMore(this);

  it("follows a project file that is created, changed and deleted", () =>
    watching({ "data/orders.csv": csv() }, async ({ client, status, write, remove, rules, lenses }) => {
      await client.open(file, spec("o.at", "north"));
      await status(({ connection, checked }) => connection === undefined && checked !== undefined);
      await write("eventspec.yml", projectFile("data/orders.csv"), created);
      await status((status) => status.project === "shop" && status.connection === "files" && whole(status));
      await rules(file, "unknown-owner");
      await write("eventspec.yml", projectFile("data/orders.csv", "north"));
      await rules(file);
      await write("eventspec.yml", projectFile("data/none.csv", "north"));
      await rules("eventspec.yml", "unreadable-table");
      await remove("eventspec.yml");
      await status(({ project, connection, gone }) => !gone && !project && !connection);
      await rules("eventspec.yml");
      assert.ok((await lenses(file)).includes("Preview"));
    }));

  it("follows data that is removed, broken, mended and given other columns", () =>
    watching(shop, async ({ client, status, write, remove, rules, columns, preview, lenses }) => {
      await client.open(file, spec());
      await client.status(whole);
      await rules(file);
      const shown = await preview(file);
      assert.equal(shown.status === "rows" && shown.rows.length, 2);
      assert.ok((await lenses(file)).some((title) => title.startsWith("2 events")));
      await remove("data/orders.csv");
      await rules("eventspec.yml", "unreadable-table");
      const { unchecked } = await status(({ checked }) => checked?.unreadable === 1);
      assert.match(unchecked ?? "", /0 of 1 table were checked \(1 unreadable\)/);
      assert.deepEqual(
        (await lenses(file)).filter((title) => /events/.test(title)),
        [],
      );
      await write("data/orders.csv", csv("id,placed"), created);
      await rules("eventspec.yml");
      await rules(file, "unknown-column");
      assert.deepEqual(await columns(file, spec("o.‸")), ["id", "placed"]);
      await client.change(file, spec("o.placed"));
      await rules(file);
      assert.equal((await preview(file)).status, "rows");
    }));

  it("follows a folder of data that is renamed away and back", () =>
    watching(
      { "eventspec.yml": projectFile("data/*.csv"), "data/orders.csv": csv() },
      async ({ client, folder, tell, rules }) => {
        await client.open(file, spec());
        await client.status(whole);
        await rename(join(folder, "data"), join(folder, "elsewhere"));
        await tell("data", deleted);
        await rules("eventspec.yml", "unreadable-table");
        await rename(join(folder, "elsewhere"), join(folder, "data"));
        await tell("data", created);
        await rules("eventspec.yml");
        await rules(file);
      },
    ));

  it("follows a whole folder of specifications that goes, as a switch of branches tells it", () =>
    watching(
      { ...shop, "events/a.events.yml": spec(), "events/b.events.yml": spec("o.at", "strangers") },
      async ({ client, remove, rules, write }) => {
        await client.open("events/a.events.yml", spec());
        await client.status(whole);
        await rules("events/a.events.yml");
        await rules("events/b.events.yml", "duplicate-event-name", "unknown-owner");
        await client.connection.sendNotification("textDocument/didClose", {
          textDocument: { uri: client.uri("events/a.events.yml") },
        });
        await remove("events");
        await rules("events/b.events.yml");
        await write("events/c.events.yml", spec("o.placed"), created);
        await rules("events/c.events.yml", "unknown-column");
      },
    ));

  it("follows `.env`, the local file and the catalog", () =>
    watching(
      {
        "eventspec.yml":
          "eventspec: 1\nname: shop\ntimezone: UTC\nteams: {growth: {}}\nconnection: one\nconnections:\n  one: {type: duckdb, path: {env: SHOP}}\n  two: {type: duckdb, files: {shop.orders: data/orders.csv}}\n  far: {type: postgres}\n",
        "data/orders.csv": csv(),
      },
      async ({ client, status, write, rules, columns }) => {
        await client.open(file, spec());
        const without = await client.status(({ problem, unchecked }) =>
          Boolean(problem && unchecked?.includes(problem)),
        );
        assert.match(without.problem ?? "", /SHOP, which is not set/);
        assert.match(without.unchecked ?? "", /SHOP, which is not set/);
        await write(".env", "SHOP=data/none.duckdb\n", created);
        await status(({ problem }) => problem?.includes("does not exist") === true);
        await write("eventspec.local.yml", "connection: two\n", created);
        await status((status) => status.connection === "two" && !status.problem && whole(status));
        assert.deepEqual(await columns(file, spec("o.‸")), ["id", "at"]);
        await write("eventspec.local.yml", "connection: far\n");
        await status((status) => status.connection === "far" && status.checked?.unknown === 1);
        const catalog = (column: string) =>
          JSON.stringify({
            version: 1,
            dialect: "postgres",
            tables: [
              {
                name: "shop.orders",
                columns: [
                  { name: "id", type: "bigint" },
                  { name: column, type: "timestamptz" },
                ],
              },
            ],
          });
        await write("eventspec.catalog.json", catalog("placed_at"), created);
        await client.change(file, spec());
        await rules(file, "unknown-column");
        assert.deepEqual(await columns(file, spec("o.‸")), ["id", "placed_at"]);
        await write("eventspec.catalog.json", catalog("at"));
        await client.change(file, spec());
        await rules(file);
      },
    ));

  it("forgets a workspace folder that is removed, and what it said of its files", () =>
    watching(
      { ...shop, "bad.events.yml": spec("o.at", "strangers") },
      async ({ client, status, folder, rules }) => {
        await client.open(file, spec());
        await client.status(whole);
        await rules("bad.events.yml", "unknown-owner");
        await client.connection.sendNotification("textDocument/didClose", {
          textDocument: { uri: client.uri(file) },
        });
        await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
          event: {
            added: [{ uri: pathToFileURL("/nowhere").href, name: "other" }],
            removed: [{ uri: pathToFileURL(folder).href, name: "test" }],
          },
        });
        await rules("bad.events.yml");
        assert.deepEqual(await status(({ gone }) => gone === true), {
          root: pathToFileURL(folder).href,
          gone: true,
          connections: [],
        });
      },
    ));
});
