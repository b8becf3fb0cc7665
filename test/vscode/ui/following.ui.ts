/** What changes on disk, seen in a window: two seconds later all that is shown is true, without a restart. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { writeDatabase } from "../../support/duckdbFile.ts";
import { onceMore } from "../../support/onceMore.ts";
import { goTo, openFile, openWindow, type Window } from "./window.ts";

/** Milliseconds after which what is shown must be true. */
const inTime = 2000;

const projectFile = (team = "growth", connection = "files") => `eventspec: 1
name: shop
timezone: UTC
teams: {${team}: {}}
entities: {order: {}}
connection: ${connection}
connections:
  ${connection}: {type: duckdb, files: {"shop.*": data/*.csv}}
  named: {type: duckdb, path: {env: SHOP_FILE}}
  far: {type: postgres, host: nowhere.example}
`;
const spec = (at = "placed_at") => `from: shop.orders
as: o
key: o.id
owner: growth
entities: {order: o.id}
events:
  order_placed:
    description: The customer has ordered.
    at: o.${at}
    tests:
      - not_null: [order_id]
`;
const csv = (columns = "id,placed_at") => `${columns}\n1,2026-01-01 10:00:00\n2,2026-01-02 10:00:00\n`;
const catalog = (column: string) => {
  const columns = [
    { name: "id", type: "bigint" },
    { name: column, type: "timestamptz" },
  ];
  return JSON.stringify({ version: 1, dialect: "postgres", tables: [{ name: "shop.orders", columns }] });
};
const file = "orders.events.yml";
const workspace = "all.code-workspace";
const folders = (...names: string[]) => JSON.stringify({ folders: names.map((path) => ({ path })) });
const base = { "eventspec.yml": projectFile(), "data/orders.csv": csv(), [file]: spec() };
const others = [".env", "eventspec.local.yml", "eventspec.catalog.json", "data/refunds.csv", "shop.duckdb"];

describe("What changes on disk, in a window", function () {
  onceMore(this);
  let window: Window;
  let page: Page;

  const path = (name: string) => join(window.folder, "shop", name);
  const write = async (name: string, text: string | Uint8Array) => {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), text);
  };
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd: path(""),
      stdio: "pipe",
    });
  const seen = (id: string, text: RegExp, timeout = inTime) =>
    page.locator(`.statusbar-item[id$="eventspec.${id}"]`, { hasText: text }).waitFor({ timeout });
  const status = (text: RegExp) => seen("connection", text);
  const findings = (text: RegExp) => seen("findings", text);
  const preview = () =>
    page.locator(".codelens-decoration a", { hasText: /^Preview$/ }).waitFor({ timeout: inTime });
  /** Such a name is offered behind a text; a list that is there is not made anew, so it is asked for until it has it. */
  const offers = async (name: string, behind = "at: o.") => {
    const list = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: name });
    const latest = Date.now() + inTime;
    await goTo(window, `shop/${file}`, behind);
    for (let isThere = false; !isThere; ) {
      assert.ok(Date.now() < latest, `${name} is not offered`);
      await page.keyboard.press("Control+Space");
      const found = list.first().waitFor({ timeout: 300 });
      isThere = await found.then(
        () => true,
        () => false,
      );
      await page.keyboard.press("Escape");
    }
  };

  before(async () => {
    window = await openWindow({
      files: {
        [workspace]: folders("shop", "other"),
        ...Object.fromEntries(Object.entries(base).map(([name, text]) => [`shop/${name}`, text])),
        "other/eventspec.yml": "eventspec: 1\nname: other\n",
      },
      workspace,
    });
    page = window.page;
    git("init", "-qb", "main");
    git("add", "-A");
    git("commit", "-qm", "one");
  });
  after(() => window.close());

  beforeEach(async () => {
    git("checkout", "-qf", "main");
    git("reset", "-q", "--hard");
    for (const name of others) await rm(path(name), { force: true });
    await rm(join(window.folder, "other", "bad.events.yml"), { force: true });
    await writeFile(join(window.folder, workspace), folders("shop", "other"));
    await openFile(page, file);
    await seen("connection", /^\s*files\s*$/, 30_000);
    await seen("findings", /No findings$/, 30_000);
  });

  it("follows a project file that is changed, deleted and created", async () => {
    await write("eventspec.yml", projectFile("logistics"));
    await findings(/1$/);
    await page.locator(".squiggly-error").first().waitFor({ timeout: inTime });
    await rm(path("eventspec.yml"));
    await status(/no project/);
    await preview();
    await write("eventspec.yml", projectFile());
    await status(/^\s*files\s*$/);
    await findings(/No findings$/);
    await preview();
    await offers("placed_at");
  });

  it("follows a switch of branches", async () => {
    git("checkout", "-qB", "other");
    await write(file, spec("paid_at"));
    await write("data/orders.csv", csv("id,paid_at"));
    await write("eventspec.yml", projectFile("growth", "local"));
    git("commit", "-qam", "two");
    await status(/^\s*local\s*$/);
    git("checkout", "-q", "main");
    await status(/^\s*files\s*$/);
    await findings(/No findings$/);
    await offers("placed_at");
    git("checkout", "-q", "other");
    await status(/^\s*local\s*$/);
    await findings(/No findings$/);
    await offers("paid_at");
    await preview();
    git("checkout", "-q", "main");
    await findings(/No findings$/);
  });

  it("follows data that is removed, broken, mended, given other columns, and joined by more", async () => {
    await rm(path("data/orders.csv"));
    await status(/0 of 1 tables/);
    await findings(/[1-9]$/);
    await write("data/orders.csv", csv());
    await findings(/No findings$/);
    await write("data/orders.csv", new Uint8Array([0x69, 0x64, 0x2c, 0xff, 0xfe, 0x0a, 0x31, 0x2c, 0xff]));
    await status(/0 of 1 tables/);
    await write("data/orders.csv", csv());
    await status(/^\s*files\s*$/);
    await findings(/No findings$/);
    await preview();
    await write("data/orders.csv", csv("id,paid_at"));
    await findings(/1$/);
    await offers("paid_at");
    await write("data/orders.csv", csv());
    await findings(/No findings$/);
    await write("data/refunds.csv", csv("id,refunded_at"));
    await offers("shop.refunds", "from: ");
  });

  it("follows the local file, `.env` and the database that it names", async () => {
    await write("eventspec.local.yml", "connection: named\n");
    await status(/named/);
    await findings(/No findings in what was checked|[1-9]$/);
    await write(".env", "SHOP_FILE=shop.duckdb\n");
    const made = path("made.duckdb");
    await writeDatabase(
      made,
      "create schema shop",
      "create table shop.orders as select 1 as id, now() as placed_at, 2 as from_database",
    );
    await rename(made, path("shop.duckdb"));
    await status(/^\s*named\s*$/);
    await findings(/No findings$/);
    await offers("from_database");
    await rm(path("eventspec.local.yml"));
    await status(/^\s*files\s*$/);
    await findings(/No findings$/);
  });

  it("follows the catalog of a connection that is not asked by itself", async () => {
    await write("eventspec.local.yml", "connection: far\n");
    await status(/far · 0 of 1 tables/);
    await write("eventspec.catalog.json", catalog("paid_at"));
    await findings(/1$/);
    await offers("paid_at");
    await write("eventspec.catalog.json", catalog("placed_at"));
    await findings(/No findings/);
    await offers("placed_at");
    await rm(path("eventspec.catalog.json"));
    await status(/far · 0 of 1 tables/);
  });

  it("forgets a workspace folder that is removed", async () => {
    await writeFile(join(window.folder, "other", "bad.events.yml"), spec());
    await openFile(page, "bad.events.yml");
    await findings(/[1-9]$/);
    await page.locator(".tab.active").click({ button: "middle" });
    await openFile(page, file);
    await writeFile(join(window.folder, workspace), folders("shop"));
    await findings(/No findings$/);
    assert.equal(await page.locator(".statusbar-item", { hasText: "starting" }).count(), 0);
    await status(/^\s*files\s*$/);
  });
});
